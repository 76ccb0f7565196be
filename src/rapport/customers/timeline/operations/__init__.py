"""Writes of the room, one file per thing kept."""
