"""What is done about a wish: by its words, and by what was answered lately."""

from dataclasses import dataclass
from typing import Literal

from rapport.collaborative.mobile.rules.wishes import read_wish

Kind = Literal["stop", "start", "held", "nothing"]
MOST_ANSWERS = 5
"""Wishes of one sender that are answered within ten minutes: whoever has more is likely a machine."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done, and why; `language` is that of the words that were met."""

    kind: Kind
    why: str
    language: str = ""


def decide(text: str, *, lately: int = 0) -> Decision:
    """Return what to do about a message; `lately` is how often the sender's wishes were answered.

    Who wants no more is heard whatever was before, a flood included.
    """
    meant = read_wish(text)
    if meant and meant.wish == "stop":
        return Decision("stop", f"“{meant.phrase}”", meant.language)
    if meant is None or meant.wish != "start":
        return Decision("nothing", "")
    if lately >= MOST_ANSWERS:
        return Decision("held", f"{lately} answers within ten minutes")
    return Decision("start", f"“{meant.phrase}”", meant.language)
