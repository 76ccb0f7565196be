"""Writes: sources, and taking events in."""
