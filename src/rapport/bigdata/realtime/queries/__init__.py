"""Reads: windows, the five V of the data, rules and what they fired."""
