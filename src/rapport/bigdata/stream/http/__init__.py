"""Parked facts over the API."""
