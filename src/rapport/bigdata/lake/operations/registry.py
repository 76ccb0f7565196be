"""What rooms tell the lake of their facts: which erase a person, and which hold nobody's words."""

from collections.abc import Iterable, Mapping

_erasures: dict[str, tuple[str, str]] = {}
_traces: dict[str, tuple[str, str]] = {}
_wordless: set[str] = set()


def register_erasure(fact: str, *, merges: str, merged: str) -> None:
    """Have whoever the fact is about taken out of the lake.

    The facts `merges` name in their column `merged` who became part of their subject: those go as well.
    """
    _erasures[fact] = (merges, merged)


def register_trace(fact: str, *, person: str, trace: str) -> None:
    """Say that a fact ties the id in its column `trace` to a person: what is told under it goes with them.

    An id that several persons shared, such as of one device, goes with the first of them who is erased.
    """
    _traces[fact] = (person, trace)


def list_traces() -> Mapping[str, tuple[str, str]]:
    """Return the facts that tie ids to persons, with the columns of the person and of the id."""
    return _traces


def register_wordless(facts: Iterable[str]) -> None:
    """Say that these facts hold sums and ids and nobody's words: they stay when somebody is erased."""
    _wordless.update(facts)


def list_erasures() -> Mapping[str, tuple[str, str]]:
    """Return the facts that erase, with where merged persons are named."""
    return _erasures


def list_wordless() -> frozenset[str]:
    """Return the facts that stay."""
    return frozenset(_wordless)
