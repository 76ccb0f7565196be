"""Reads of long lists: the stretches of an order, several orders as one, the walk, and counts."""
