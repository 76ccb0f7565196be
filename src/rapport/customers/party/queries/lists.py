"""Lists of parties: keyset paging over indexed orders, filters and sorts from allow-lists."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.customers.party.contracts import CustomerFilter, CustomerRow, Page
from rapport.customers.party.models import ContactPoint, Insight, Party, PartyTag
from rapport.customers.party.queries.veil import veil_row
from rapport.customers.party.rules.names import fold
from rapport.kernel.errors import Invalid
from rapport.kernel.filters.api import list_fields_named
from rapport.kernel.filters.api import narrow as narrow_by_tree
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.paging.api import (
    MOST_SORTS,
    Order,
    by_column,
    by_id,
    by_nullable,
    by_text,
    in_order,
    order_by_all,
    read_sorts,
    walk,
)
from rapport.kernel.search.api import search

MOST = 200
_FIELDS: tuple[str, ...] = (
    *("id", "version", "name", "kind", "stage", "origin", "country", "city", "birth_date"),
    *("unit_id", "owner_id", "order_count", "spent_minor", "currency"),
    *("last_order_at", "last_touch_at", "created_at"),
)
_BUYERS, _OTHERS = Q(order_count__gt=0), Q(order_count=0)
# Each order has its index; the counters' hold buyers alone, and everybody else follows by id.
ORDERS: Mapping[str, Order] = {
    "name": by_column("name_key"),
    "created": by_id(),
    "spent": by_nullable("spent_minor", "number", holds=_BUYERS, lacks=_OTHERS),
    "last_order": by_nullable("last_order_at", "moment", holds=_BUYERS, lacks=_OTHERS),
    "orders": by_nullable("order_count", "number", holds=_BUYERS, lacks=_OTHERS),
    "stage": by_column("stage"),
    "country": by_text("country"),
    "city": by_text("city"),
    "birth_date": by_nullable("birth_date", "day"),
    "last_touch": by_nullable("last_touch_at", "moment"),
}
SORTS: tuple[str, ...] = tuple(sign + name for name in ORDERS for sign in ("", "-"))
"""The orders a list may be asked for."""


def list_customers(
    actor: Actor,
    *,
    filter: CustomerFilter | None = None,
    sort: str = "-created",
    cursor: str = "",
    limit: int = 50,
) -> Page:
    """Return a page of the parties the actor may see, six queries whatever its size (at most 500 rows).

    `sort` is one of `SORTS`, or up to three with commas between, each of which breaks the ties of those
    before; `cursor` the last page's `next_cursor`. Raises `Invalid` for any other sort, for one by a field
    hidden from the actor, and for any other cursor. Parties without a value of a sort's field stand last.
    """
    sorts = read_sorts(sort)
    known = [one.name for one in list_fields_named("customer", tuple(ORDERS), actor)]
    if not sorts.keys() <= set(known) or len(sorts) > MOST_SORTS:
        raise Invalid(
            "There is no such sort order.",
            fields={"sort": "One of %(known)s."},
            values={"known": ", ".join(sign + name for name in known for sign in ("", "-"))},
        )
    rows = narrow_and_search(list_living(actor), filter, actor)
    order = order_by_all([(ORDERS[name], descending) for name, descending in sorts.items()])
    found = walk(rows, order, descending=next(iter(sorts.values())), cursor=cursor, limit=limit)
    return Page(tuple(load_rows(found.ids, actor)), found.next_cursor)


def count_customers(actor: Actor, *, filter: CustomerFilter | None = None, most: int = 10_000) -> int:
    """Return how many parties the actor may see, counted exactly up to `most` + 1."""
    rows = narrow_and_search(list_living(actor), filter, actor)
    return rows.order_by()[: most + 1].count()


def list_living(actor: Actor, verb: str = "view") -> QuerySet[Party]:
    """Return the parties within the actor's scope that were not merged away."""
    return within_scope(Party.objects.filter(merged_into=None), actor, verb, "customer")


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


def narrow_and_search(rows: QuerySet[Party], filter: CustomerFilter | None, actor: Actor) -> QuerySet[Party]:
    """Narrow a list; a text leaves the two hundred that fit it best."""
    rows = narrow(rows, filter)
    if filter is not None:
        rows = narrow_by_tree(rows, filter.where, "customer", actor=actor)
    if filter is None or not filter.text.strip():
        return rows
    return rows.filter(
        id__in=[hit.record_id for hit in search(actor, filter.text, kinds=("customer",), limit=MOST)]
    )


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[CustomerRow]:
    """Return the lines of a list in the order of their ids, four queries; for ids already within scope."""
    page = in_order(ids, {row["id"]: row for row in Party.objects.filter(id__in=ids).values(*_FIELDS)})
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
        veil_row(
            CustomerRow(
                **row,
                email=reach.get((row["id"], "email"), ""),
                phone=reach.get((row["id"], "phone"), ""),
                tags=tuple(tags.get(row["id"], ())),
                insights=insights.get(row["id"], {}),
            ),
            actor,
        )
        for row in page
    ]
