"""The ledgers rooms registered: rows the marts have to agree with."""

from rapport.analytical.warehouse.contracts import Ledger

_ledgers: dict[str, Ledger] = {}


def register_ledger(ledger: Ledger) -> None:
    """Have every build held beside these rows; the same name replaces."""
    _ledgers[ledger.name] = ledger


def list_ledgers() -> list[Ledger]:
    """Return the ledgers there are."""
    return list(_ledgers.values())
