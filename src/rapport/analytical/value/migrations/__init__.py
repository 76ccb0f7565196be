"""Migrations of the value room."""
