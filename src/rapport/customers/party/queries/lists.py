"""Lists of parties: cursor paging over indexed orders, filters and sorts from allow-lists."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.customers.party.contracts import CustomerFilter, CustomerRow, Page
from rapport.customers.party.models import ContactPoint, Insight, Party, PartyTag
from rapport.customers.party.queries.veil import veil_row
from rapport.customers.party.rules.names import fold
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.search.api import search

MOST = 200
_FIELDS: tuple[str, ...] = (
    "id",
    "name",
    "name_key",
    "kind",
    "stage",
    "country",
    "city",
    "unit_id",
    "owner_id",
    "order_count",
)
_FIELDS += ("spent_minor", "currency", "last_order_at", "last_touch_at", "created_at")


@dataclass(frozen=True, slots=True)
class _Sort:
    """An order of the list: its column, and whether only those who ordered have a place in it.

    The index of a counter holds buyers alone; everybody else follows them, or comes before, by id.
    """

    column: str
    descending: bool
    buyers_only: bool = False
    read: Callable[[str], Any] = str


_MOMENT = datetime.fromisoformat
_SORTS: Mapping[str, _Sort] = {
    "name": _Sort("name_key", False),
    "-name": _Sort("name_key", True),
    "created": _Sort("id", False, read=UUID),
    "-created": _Sort("id", True, read=UUID),
    "spent": _Sort("spent_minor", False, True, int),
    "-spent": _Sort("spent_minor", True, True, int),
    "last_order": _Sort("last_order_at", False, True, _MOMENT),
    "-last_order": _Sort("last_order_at", True, True, _MOMENT),
}
SORTS: tuple[str, ...] = tuple(_SORTS)
"""The orders a list may be asked for."""


def list_customers(
    actor: Actor,
    *,
    filter: CustomerFilter | None = None,
    sort: str = "-created",
    cursor: str = "",
    limit: int = 50,
) -> Page:
    """Return a page of the parties the actor may see, four queries whatever its size (at most 200 rows).

    `sort` is one of `SORTS`, `cursor` the last page's `next_cursor`. Raises `Invalid` for any other sort or
    cursor. Within the sorts by money and by last order, parties without an order come last.
    """
    order = _SORTS.get(sort)
    if order is None:
        raise Invalid(
            "There is no such order.",
            fields={"sort": "One of %(known)s."},
            values={"known": ", ".join(SORTS)},
        )
    size = max(1, min(limit, MOST))
    rows = _narrow_and_search(_living(actor), filter, actor)
    phase, place = _read_cursor(cursor, order)
    found = (
        _walk(rows, order, place, size + 1, buyers=phase == 0) if phase == 0 or not order.buyers_only else []
    )
    turned = len(found)
    if order.buyers_only and len(found) <= size:
        rest = None if phase == 0 else place
        found += _walk(rows, order, rest, size + 1 - len(found), buyers=False)
    page = found[:size]
    last = (0 if len(page) <= turned and phase == 0 else 1) if order.buyers_only else 0
    next_cursor = _write_cursor(page[-1], order, last) if len(found) > size else ""
    return Page(tuple(veil_row(row, actor) for row in _decorate(page)), next_cursor)


def count_customers(actor: Actor, *, filter: CustomerFilter | None = None, most: int = 10_000) -> int:
    """Return how many parties the actor may see, counted exactly up to `most` + 1."""
    rows = _narrow_and_search(_living(actor), filter, actor)
    return rows.order_by()[: most + 1].count()


def _living(actor: Actor) -> QuerySet[Party]:
    return within_scope(Party.objects.filter(merged_into=None), actor, "view", "customer")


def narrow(rows: QuerySet[Party], filter: CustomerFilter | None) -> QuerySet[Party]:
    """Apply a filter but for its text, each part by leakproof comparisons only."""
    if filter is None:
        return rows
    if filter.kind:
        rows = rows.filter(kind=filter.kind)
    if filter.stage:
        rows = rows.filter(stage=filter.stage)
    if filter.country:
        rows = rows.filter(country=filter.country.upper())
    if filter.origin:
        rows = rows.filter(origin=filter.origin)
    if filter.unit_id:
        rows = rows.filter(unit_id=filter.unit_id)
    if filter.owner_id:
        rows = rows.filter(owner_id=filter.owner_id)
    if filter.tag:
        tagged = PartyTag.objects.filter(party_id=OuterRef("id"), tag__key=fold(filter.tag))
        rows = rows.filter(Exists(tagged))
    if filter.insight:
        name, label = filter.insight
        known = Insight.objects.filter(party_id=OuterRef("id"), name=name, label=label, current=True)
        rows = rows.filter(Exists(known))
    return rows


def _narrow_and_search(rows: QuerySet[Party], filter: CustomerFilter | None, actor: Actor) -> QuerySet[Party]:
    """Narrow a list; a text leaves the two hundred that fit it best."""
    rows = narrow(rows, filter)
    if filter is None or not filter.text.strip():
        return rows
    return rows.filter(
        id__in=[hit.record_id for hit in search(actor, filter.text, kinds=("customer",), limit=MOST)]
    )


def _walk(
    rows: QuerySet[Party], order: _Sort, place: tuple[Any, UUID] | None, size: int, *, buyers: bool
) -> list[dict[str, Any]]:
    column = order.column
    if order.buyers_only:
        rows = rows.filter(order_count__gt=0) if buyers else rows.filter(order_count=0)
        column = column if buyers else "id"
    beyond = "lt" if order.descending else "gt"
    if place is not None and column == "id":
        rows = rows.filter(**{f"id__{beyond}": place[1]})
    elif place is not None:
        value, last = place
        further = Q(**{f"{column}__{beyond}": value}) | Q(**{column: value, f"id__{beyond}": last})
        rows = rows.filter(further, **{f"{column}__{beyond}e": value})
    sign = "-" if order.descending else ""
    orders = [f"{sign}id"] if column == "id" else [f"{sign}{column}", f"{sign}id"]
    return list(rows.order_by(*orders).values(*_FIELDS)[:size])


def _decorate(page: list[dict[str, Any]]) -> list[CustomerRow]:
    ids = [row["id"] for row in page]
    reach: dict[tuple[UUID, str], str] = {}
    points = ContactPoint.objects.filter(party_id__in=ids, kind__in=("email", "phone"))
    for party, kind, value in points.order_by("preferred", "-id").values_list("party_id", "kind", "value"):
        reach[party, kind] = value
    tags: dict[UUID, list[str]] = {}
    for party, name in (
        PartyTag.objects.filter(party_id__in=ids).order_by("tag__key").values_list("party_id", "tag__name")
    ):
        tags.setdefault(party, []).append(name)
    insights: dict[UUID, dict[str, str]] = {}
    known = Insight.objects.filter(party_id__in=ids, current=True).exclude(label="")
    for party, name, label in known.values_list("party_id", "name", "label"):
        insights.setdefault(party, {})[name] = label
    return [
        CustomerRow(
            **{name: value for name, value in row.items() if name != "name_key"},
            email=reach.get((row["id"], "email"), ""),
            phone=reach.get((row["id"], "phone"), ""),
            tags=tuple(tags.get(row["id"], ())),
            insights=insights.get(row["id"], {}),
        )
        for row in page
    ]


def _write_cursor(row: Mapping[str, Any], order: _Sort, phase: int) -> str:
    place = [phase, str(row[order.column]) if phase == 0 else "", str(row["id"])]
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _read_cursor(cursor: str, order: _Sort) -> tuple[int, tuple[Any, UUID] | None]:
    if not cursor:
        return 0, None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        phase, value, last = msgspec.json.decode(text, type=tuple[int, str, UUID])
        return phase, (order.read(value) if phase == 0 else None, last)
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise Invalid(
            "This is not a cursor of this list.", fields={"cursor": "Not a cursor of this list."}
        ) from error
