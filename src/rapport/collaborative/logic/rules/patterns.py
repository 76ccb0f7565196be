"""Patterns of whole texts: `*` is anything, `?` one letter, `#` a number; matched in one pass over the text.

All states are bits of one number, moved on by one step for each letter (Baeza-Yates and Gonnet, "A new
approach to text searching", 1992): no pattern somebody writes can make a message take long.
"""

import re
from dataclasses import dataclass

from rapport.collaborative.logic.rules.texts import plain

LONGEST = 120
_TOKEN = re.compile(r"[*?#]|[^*?#]+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern made ready. Bit i of a state: the first i places are met.

    `letters` are the places a letter may take; `anything` those any may; `digits` those a digit may; `stays`
    the places at which more of the same may come.
    """

    size: int
    letters: dict[str, int]
    anything: int
    digits: int
    runs: int
    numbers: int

    def fits(self, text: str) -> bool:
        """Tell whether a text in its plain form is met from its beginning to its end."""
        state = self._open(1)
        for letter in text:
            taken = self.letters.get(letter, 0) | self.anything
            if letter.isdecimal():
                taken |= self.digits
            moved = (state & taken) << 1
            stays = state & self.runs  # "*" holds on to any letter
            if letter.isdecimal():
                stays |= state & (self.numbers << 1)  # "#" goes on while digits come
            state = self._open(moved | stays)
            if not state:
                return False
        return bool(state >> self.size & 1)

    def _open(self, state: int) -> int:
        """A run may be empty: whoever stands before one stands behind it, too."""
        while True:
            more = state | (state & self.runs) << 1
            if more == state:
                return state
            state = more


def read_pattern(text: str) -> Pattern:
    """Return a pattern made ready; letters are plain, as the texts are it is held against."""
    places = list[str]()
    for piece in _TOKEN.findall(text[:LONGEST]):
        if piece in "*?#":
            if not (piece == "*" and places[-1:] == ["*"]):
                places.append(piece)
        else:
            places.extend(_letters(piece))
    letters: dict[str, int] = {}
    masks = dict.fromkeys("*?#", 0)
    for at, one in enumerate(places):
        if len(one) == 1 and one in masks:
            masks[one] |= 1 << at
        else:
            letters[one] = letters.get(one, 0) | 1 << at
    return Pattern(len(places), letters, masks["?"], masks["#"], masks["*"], masks["#"])


def _letters(piece: str) -> list[str]:
    """The letters of what is written between two signs, spaces at its edges kept as one."""
    said = plain(piece)
    if not said:
        return [" "] if piece.strip() != piece else []
    before = " " if piece[0].isspace() else ""
    after = " " if piece[-1].isspace() else ""
    return list(f"{before}{said}{after}")
