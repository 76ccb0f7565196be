"""Mood: what customers said, how they felt, what it was about and what they wanted."""
