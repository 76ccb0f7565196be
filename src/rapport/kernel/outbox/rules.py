"""Pure decisions about facts: which texts hold a word of somebody."""

from collections import defaultdict
from collections.abc import Iterable

_BEGINNING = 4


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
