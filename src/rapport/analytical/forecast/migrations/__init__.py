"""Migrations of the forecast room."""
