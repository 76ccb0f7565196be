"""Secrets of others, kept encrypted."""
