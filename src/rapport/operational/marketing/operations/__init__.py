"""Writes of marketing, one file per use case."""
