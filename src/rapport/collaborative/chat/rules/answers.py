"""Pure: which answer of the business fits what a visitor asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\w+", re.UNICODE)
_SPACED = re.compile(r"[a-zà-ɏͰ-ӿ]", re.IGNORECASE)
"""Scripts that put spaces between words; in others a word is found wherever it stands."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer given to whoever uses one of its words."""

    words: tuple[str, ...]
    text: str


def read_answers(text: str) -> list[Answer]:
    """Return the answers of a text: in each line words with commas, an equals sign, the answer."""
    found = []
    for line in text.splitlines():
        left, _equals, right = line.partition("=")
        words = tuple(one.strip().casefold() for one in re.split("[,，、]", left) if one.strip())
        if words and right.strip():
            found.append(Answer(words, right.strip()))
    return found


def find_answer(text: str, answers: Iterable[Answer]) -> Answer | None:
    """Return the first answer one of whose words stands in a text as a whole word."""
    plain = text.casefold()
    said = " ".join(_WORD.findall(plain))
    for one in answers:
        if any(_stands(word, plain, said) for word in one.words):
            return one
    return None


def _stands(word: str, plain: str, said: str) -> bool:
    if not _SPACED.search(word):
        return word in plain
    return f" {' '.join(_WORD.findall(word))} " in f" {said} "
