"""Writes of the room: a search for pairs, and what people decide of them."""
