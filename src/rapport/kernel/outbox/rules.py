"""Pure decisions about facts: which texts hold a word of somebody, which ids one claim may name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

_BEGINNING = 4
SPAN = 60_000 << 80
"""How far ids of one claim may lie apart: a minute by the clock in a UUIDv7, as a difference of numbers."""


class Words:
    """Words looked for in texts all at once: a text is gone through once, however many they are."""

    def __init__(self, words: Iterable[str]) -> None:
        kept = [word for word in words if word]
        self._size = min([_BEGINNING, *map(len, kept)])
        self._found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for word in kept:
            self._found[word[: self._size]][len(word)].add(word)

    def stand_in(self, text: str) -> bool:
        """Tell whether a text holds one of the words."""
        for at in range(len(text) - self._size + 1):
            begun = self._found.get(text[at : at + self._size])
            if begun and any(text[at : at + size] in words for size, words in begun.items()):
                return True
        return False


def spans_of(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Yield ids, given in their order, in pieces none of which reaches further than `SPAN`."""
    start = 0
    if ids and ids[-1].int - ids[0].int > SPAN:
        for at, one in enumerate(ids):
            if one.int - ids[start].int > SPAN:
                yield ids[start:at]
                start = at
    if ids:
        yield ids[start:]
