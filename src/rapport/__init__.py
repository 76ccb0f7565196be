"""Rapport, the open e-commerce CRM."""
