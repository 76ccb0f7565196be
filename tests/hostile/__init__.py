"""Hostile input through every door."""
