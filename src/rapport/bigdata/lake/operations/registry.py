"""What the lake is told of facts: which erase a person, which hold nobody's words, which pass."""

from collections.abc import Iterable, Mapping

from rapport.bigdata.lake.contracts import Cut

_erasures: dict[str, tuple[str, str] | None] = {}
_traces: dict[str, tuple[str, str]] = {}
_wordless: set[str] = set()
_passing: set[str] = set()
_cuts: dict[str, Cut] = {}


def register_erasure(fact: str, *, merges: str = "", merged: str = "") -> None:
    """Have whoever or whatever the fact is about taken out of the lake.

    The facts `merges` name in their column `merged` who became part of their subject: those go as well.
    """
    _erasures[fact] = (merges, merged) if merges else None


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


def register_passing(facts: Iterable[str]) -> None:
    """Say that these facts are kept for RAPPORT_LAKE_RAW_DAYS only; all others stay for ever."""
    _passing.update(facts)


def list_passing() -> frozenset[str]:
    """Return the facts that are kept for a while only."""
    return frozenset(_passing)


def list_erasures() -> Mapping[str, tuple[str, str] | None]:
    """Return the facts that erase, with where merged persons are named."""
    return _erasures


def list_wordless() -> frozenset[str]:
    """Return the facts that stay."""
    return frozenset(_wordless)


def register_cut(fact: str, cut: Cut) -> None:
    """Have months of some facts leave the lake when this fact says so.

    It holds `before`, the first day that stays (the first of a month), and `everybody`, whether facts of
    those whom `cut` knows go as well.
    """
    _cuts[fact] = cut


def list_cuts() -> Mapping[str, Cut]:
    """Return the facts that have months of others cut off, with what they cut."""
    return _cuts
