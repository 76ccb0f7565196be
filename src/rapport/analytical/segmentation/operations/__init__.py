"""Writes of segments."""
