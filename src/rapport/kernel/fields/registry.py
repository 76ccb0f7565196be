"""Which kinds of records take custom fields; rooms register when the house starts."""

from collections.abc import Callable

_kinds: dict[str, Callable[[], str]] = {}


def register_kind(kind: str, title: Callable[[], str]) -> None:
    """Let businesses add fields to a kind of record; `title` is its name in the reader's language."""
    _kinds[kind] = title


def list_kinds() -> dict[str, str]:
    """Return the kinds that take fields, with their names."""
    return {kind: title() for kind, title in _kinds.items()}
