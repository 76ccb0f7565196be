"""Writes of subscribers: who is told, what is sent again, and what became of each try."""
