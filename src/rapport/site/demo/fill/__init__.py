"""Filling the demo shops: the simulation's records go through the rooms' own doors, once."""
