"""Reads: the customers of a segment, the best first."""

from uuid import UUID

from django.db.models import Q

from rapport.analytical.value.contracts import BuyerPage, BuyerRow, Segment
from rapport.analytical.value.models import CustomerWorth
from rapport.analytical.value.queries.reach import list_worths
from rapport.customers.party.api import load_names
from rapport.kernel.errors import Unknown
from rapport.kernel.identity.api import Actor

MOST = 200


def list_buyers(
    actor: Actor,
    *,
    segments: tuple[Segment, ...] = (),
    smallest_first: bool = False,
    after: str = "",
    limit: int = 50,
) -> BuyerPage:
    """Return a page of customers by what they spent (at most 200); `segments` narrows to any of these.

    `after` is the last page's `next_cursor`; raises `Invalid` for any other text.
    """
    rows = list_worths(actor)
    if segments:
        rows = rows.filter(segment__in=[str(segment) for segment in segments])
    if after:
        gross, party_id = _read_cursor(after)
        beyond = "gt" if smallest_first else "lt"
        further = Q(**{f"gross_minor__{beyond}": gross})
        rows = rows.filter(further | Q(gross_minor=gross, **{f"party_id__{beyond}": party_id}))
    order = ("gross_minor", "party_id") if smallest_first else ("-gross_minor", "-party_id")
    size = max(1, min(limit, MOST))
    found = list(rows.order_by(*order)[: size + 1])
    names = load_names([row.party_id for row in found[:size]])
    page = tuple(_row(row, names) for row in found[:size])
    last = found[size - 1] if len(found) > size else None
    return BuyerPage(page, f"{last.gross_minor}.{last.party_id}" if last else "")


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
    )


def _read_cursor(text: str) -> tuple[int, UUID]:
    gross, _, party_id = text.partition(".")
    try:
        return int(gross), UUID(party_id)
    except ValueError as error:
        reason = "This is not a cursor of this list."
        raise Unknown(reason, fields={"after": reason}) from error
