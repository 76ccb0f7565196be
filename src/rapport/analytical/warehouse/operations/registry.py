"""What rooms registered: rows the marts have to agree with, and the tables their pages ask."""

from collections.abc import Iterable

from rapport.analytical.warehouse.contracts import Ledger

_ledgers: dict[str, Ledger] = {}
_asked: set[str] = set()


def register_ledger(ledger: Ledger) -> None:
    """Have every build held beside these rows; the same name replaces."""
    _ledgers[ledger.name] = ledger


def list_ledgers() -> list[Ledger]:
    """Return the ledgers there are."""
    return list(_ledgers.values())


def register_asked(tables: Iterable[str]) -> None:
    """Say which tables a room's pages ask: those of large marts are copied before their build is told of."""
    _asked.update(tables)


def list_asked() -> set[str]:
    """Return the tables the pages of the house ask."""
    return set(_asked)
