"""The front door of value for who has models fitted; loads numpy and scipy."""

from rapport.analytical.value.operations.looking_ahead import look_ahead
from rapport.analytical.value.operations.measures import read_measures
from rapport.analytical.value.rules.potential.silence import guess_silence

__all__ = ["guess_silence", "look_ahead", "read_measures"]
