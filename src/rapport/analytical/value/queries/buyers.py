"""Reads: the customers of a segment, the best first."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from rapport.analytical.value.contracts import BuyerPage, BuyerRow, Segment
from rapport.analytical.value.models import CustomerWorth
from rapport.analytical.value.queries.reach import list_worths
from rapport.customers.party.api import load_names
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, by_nullable, in_order, walk

ORDERS: Mapping[str, Order] = {
    "gross_minor": by_column("gross_minor", "number"),
    "ahead_minor": by_nullable("ahead_minor", "number"),
}


def list_buyers(
    actor: Actor, *, segments: tuple[Segment, ...] = (), after: str = "", limit: int = 50
) -> BuyerPage:
    """Return a page of customers, who spent most first (at most 500); `segments` narrows to any of these.

    `after` is the last page's `next_cursor`; raises `Invalid` for any other text.
    """
    rows = narrow_buyers(list_worths(actor), segments)
    page = walk(rows, ORDERS["gross_minor"], descending=True, cursor=after, limit=limit)
    return BuyerPage(tuple(load_buyers(page.ids)), page.next_cursor)


def narrow_buyers(rows: QuerySet[CustomerWorth], segments: Collection[str]) -> QuerySet[CustomerWorth]:
    """Narrow to customers of any of these segments, to all without one."""
    return rows.filter(segment__in=[str(one) for one in segments]) if segments else rows


def load_buyers(ids: Sequence[UUID]) -> list[BuyerRow]:
    """Return the lines of these worths in the order of their ids, by two queries; for ids within scope."""
    found = in_order(ids, {row.id: row for row in CustomerWorth.objects.filter(id__in=ids)})
    names = load_names([row.party_id for row in found])
    return [_row(row, names) for row in found]


def _row(row: CustomerWorth, names: dict[UUID, tuple[str, str]]) -> BuyerRow:
    name, kind = names.get(row.party_id, ("", "person"))
    return BuyerRow(
        id=row.party_id,
        name=name,
        kind=kind,
        segment=Segment(row.segment),
        scores=f"{row.recency_score}{row.frequency_score}{row.monetary_score}",
        orders=row.orders,
        gross_minor=row.gross_minor,
        returned_minor=row.returned_minor,
        first_at=row.first_at,
        last_at=row.last_at,
        alive=row.alive,
        ahead_minor=row.ahead_minor,
    )
