"""How a message is answered without anybody: by its text, the keywords, and what was answered lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal
from uuid import UUID

from rapport.collaborative.mobile.rules.wishes import plain, read_wish

Kind = Literal["stop", "start", "asked", "confirmed", "answered", "held", "nothing"]
MOST_ANSWERS = 5
"""Answers one sender gets from rules within ten minutes: whoever gets more is likely a machine."""
_ALIKE, _SHORTEST = 0.84, 5


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word customers send: what it subscribes to (`purpose`, empty for none), and the answer.

    `double`: the customer is asked by `question` first, and says yes.
    """

    id: UUID
    word: str
    purpose: str = ""
    double: bool = False
    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done, by which keyword, and why; `language` is that of the words that were met."""

    kind: Kind
    why: str
    keyword: Keyword | None = None
    language: str = ""


def decide(
    text: str, keywords: Sequence[Keyword], *, asked: Keyword | None = None, lately: int = 0
) -> Decision:
    """Return what to do about a message; `asked` waits for a yes, `lately` is how often rules answered.

    Who wants no more is heard before anything else, a flood included.
    """
    meant = read_wish(text)
    if meant and meant.wish == "stop":
        return Decision("stop", f"“{meant.phrase}”", language=meant.language)
    if lately >= MOST_ANSWERS:
        return Decision("held", f"{lately} answers within ten minutes")
    if meant and meant.wish == "yes" and asked is not None:
        return Decision("confirmed", f"“{meant.phrase}” to the question", asked, meant.language)
    if found := _find(text, keywords):
        return _by_keyword(*found)
    if meant and meant.wish == "start":
        return Decision("start", f"“{meant.phrase}”", language=meant.language)
    return Decision("nothing", "")


def concerns(text: str, keywords: Sequence[Keyword]) -> bool:
    """Tell whether a text wishes anything or meets a keyword: all else is nothing, whatever was before."""
    return read_wish(text) is not None or _find(text, keywords) is not None


def _by_keyword(keyword: Keyword, why: str) -> Decision:
    if not keyword.purpose:
        return Decision("answered", why, keyword)
    return Decision("asked" if keyword.double else "confirmed", why, keyword)


def _find(text: str, keywords: Sequence[Keyword]) -> tuple[Keyword, str] | None:
    """Return the keyword a text is, or begins with, or is nearly; the longest first."""
    said = plain(text)
    ordered = sorted(keywords, key=lambda one: (-len(one.word), one.word))
    for one in ordered:
        if said == one.word or said.startswith(f"{one.word} "):
            return one, f"“{one.word}”"
    first = said.partition(" ")[0]
    for one in ordered:
        if len(one.word) < _SHORTEST:
            continue
        nearest = max((said, first), key=lambda form: _likeness(form, one.word))
        if _likeness(nearest, one.word) >= _ALIKE:
            return one, f"“{nearest[:40]}” is nearly “{one.word}”"
    return None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:80], other).ratio()
