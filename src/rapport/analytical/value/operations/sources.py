"""The registered sources: one of purchases, any number of what serving customers costs."""

from collections.abc import Sequence
from uuid import UUID

from rapport.analytical.value.contracts import PurchaseSource
from rapport.analytical.value.contracts.costs import CostSource
from rapport.analytical.value.operations.prices import declare_prices
from rapport.kernel.errors import Conflict

_sources: list[PurchaseSource] = []
_costs: list[CostSource] = []


def register_purchase_source(source: PurchaseSource) -> None:
    """Have worth counted from these purchases; a second source is refused, or revenue would count twice."""
    if _sources and _sources[0] is not source:
        raise Conflict("Purchases have a source already.")
    _sources[:] = [source]


def find_purchase_source() -> PurchaseSource | None:
    """Return the source, or None while no room sells anything."""
    return _sources[0] if _sources else None


def load_ledger(table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> bool:
    """Insert what was learnt of purchases, and when, into a temporary table; False while no room sells.

    See `PurchaseSource.load_ledger` for its columns.
    """
    source = find_purchase_source()
    if source is None:
        return False
    source.load_ledger(table, currency=currency, party_ids=party_ids)
    return True


def register_cost_source(source: CostSource) -> None:
    """Have the cost to serve counted from what this source knows; what it costs becomes a setting."""
    if source not in _costs:
        _costs.append(source)
    declare_prices(source.kinds)


def list_cost_sources() -> Sequence[CostSource]:
    """Return the sources of costs."""
    return tuple(_costs)
