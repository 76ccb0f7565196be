"""Topics and intents by marks: whole words in English, any part in Chinese."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A topic or an intent and the words it shows by."""

    code: str
    words: tuple[str, ...]


def split_words(text: str) -> tuple[str, ...]:
    """Return words that are written with commas or line breaks between them, lower case, each once."""
    parts = (" ".join(part.lower().split()) for part in re.split(r"[,，、;；\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def find_marks(text: str, marks: Sequence[Mark]) -> list[str]:
    """Return the codes of all marks that show in a text, those first whose words stand there most often."""
    lowered = text.lower()
    counted: Mapping[str, int] = {
        mark.code: len(pattern.findall(lowered)) for mark in marks if (pattern := _look(mark, lowered))
    }
    there = [code for code, times in counted.items() if times]
    return sorted(there, key=lambda code: -counted[code])


def find_first(text: str, marks: Sequence[Mark]) -> str:
    """Return the code of the first mark that shows, empty where none does."""
    lowered = text.lower()
    found = (
        mark.code
        for mark in marks
        if (pattern := _look(mark, lowered)) is not None and pattern.search(lowered)
    )
    return next(found, "")


def _look(mark: Mark, lowered: str) -> re.Pattern[str] | None:
    """Return the pattern of a mark, or None where none of its words stands in the text: most marks do not
    show, and asking for their words as plain text takes a twentieth of the time."""
    return _pattern(mark.words) if any(map(lowered.__contains__, mark.words)) else None


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_one(word) for word in ordered))


def _one(word: str) -> str:
    kept = re.escape(word)
    if _HAN.search(word) or not word[0].isalnum():
        return kept
    return rf"(?<![a-z0-9]){kept}(?![a-z0-9])"
