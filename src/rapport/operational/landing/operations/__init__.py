"""Writes of the room, one use case each."""
