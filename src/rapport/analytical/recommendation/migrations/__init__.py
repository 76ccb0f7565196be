"""Migrations of the recommendation room."""
