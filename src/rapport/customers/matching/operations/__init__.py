"""Writes of the room: meeting on arrival, merging, parting."""
