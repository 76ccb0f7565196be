"""Writes of the room, and the wire."""
