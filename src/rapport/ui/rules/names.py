"""Initials and a steady colour for a name, in Latin and Chinese."""

import unicodedata
from zlib import crc32

HUES = 8


def _is_han(character: str) -> bool:
    return "CJK UNIFIED" in unicodedata.name(character, "")


def write_initials(name: str) -> str:
    """At most two signs: AL for Ada Lovelace, 小明 for 王小明, ? for no name."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    if _is_han(words[0][0]):
        return words[0][-2:] if len(words[0]) <= 4 else words[0][:2]
    first = words[0][0]
    last = words[-1][0] if len(words) > 1 else ""
    return (first + last).upper()


def hue_of(key: str) -> int:
    """One of eight hues, always the same for the same key."""
    return crc32(key.encode()) % HUES
