"""What rooms tell the lake of their facts: which erase a person, and which hold nobody's words."""

from collections.abc import Iterable, Mapping

_erasures: dict[str, tuple[str, str]] = {}
_wordless: set[str] = set()


def register_erasure(fact: str, *, merges: str, merged: str) -> None:
    """Have whoever the fact is about taken out of the lake.

    The facts `merges` name in their column `merged` who became part of their subject: those go as well.
    """
    _erasures[fact] = (merges, merged)


def register_wordless(facts: Iterable[str]) -> None:
    """Say that these facts hold sums and ids and nobody's words: they stay when somebody is erased."""
    _wordless.update(facts)


def list_erasures() -> Mapping[str, tuple[str, str]]:
    """Return the facts that erase, with where merged persons are named."""
    return _erasures


def list_wordless() -> frozenset[str]:
    """Return the facts that stay."""
    return frozenset(_wordless)
