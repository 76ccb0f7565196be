"""What a value is."""

from typing import Literal

Measure = Literal["money", "count", "share", "minutes", "text"]
"""Minor units, how many, a share of one or a plain ratio, minutes, or a word to count."""
