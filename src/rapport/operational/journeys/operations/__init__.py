"""Writes of journeys, one file per use case."""
