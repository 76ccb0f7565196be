"""Reads of filters: what an actor may ask, and the rows a filter leaves."""
