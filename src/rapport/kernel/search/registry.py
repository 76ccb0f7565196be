"""Which kinds of records can be found; rooms register when the house starts."""

from collections.abc import Callable

from rapport.kernel.search.contracts import SearchKind

_kinds: dict[str, SearchKind] = {}


def register_kind(kind: str, title: Callable[[], str], *, private_field: str = "") -> None:
    """Let records of a kind be found; `title` is its heading in the reader's language."""
    _kinds[kind] = SearchKind(kind, title, private_field)


def list_kinds() -> list[SearchKind]:
    """Return every kind, in the order of registration."""
    return list(_kinds.values())
