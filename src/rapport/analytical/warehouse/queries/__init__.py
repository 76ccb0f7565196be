"""Reads: the data dictionary and the builds there were."""
