"""Reads of the room: lines, the list, figures by source."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rapport.customers.party.api import found_ids, resolve_customer
from rapport.customers.party.api import load_rows as load_customers
from rapport.customers.party.contracts import CustomerFilter, PartyRef
from rapport.customers.prospects.contracts import ProspectLine, ProspectRow, Reason, SourceFigure
from rapport.customers.prospects.models import Prospect
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.paging.api import Order, by_column, in_order

ORDERS: Mapping[str, Order] = {
    "score": by_column("score", "number"),
    "captured": by_column("captured_at", "moment"),
}


def list_prospects(actor: Actor, verb: str = "view") -> QuerySet[Prospect]:
    """Return the prospects whose party is within the actor's scope, as a prospect and as a customer."""
    rows = Prospect.objects.filter(party__merged_into=None)
    for kind in ("prospect", "customer"):
        rows = within_scope(rows, actor, verb, kind, unit="party__unit_id", owner="party__owner_id")
    return rows


def narrow(
    rows: QuerySet[Prospect], actor: Actor, *, text: str = "", **chosen: Sequence[str]
) -> QuerySet[Prospect]:
    """Narrow a list by state, source and interest (any of the values), and by a text of the customer."""
    for name in ("state", "source", "interest"):
        if values := chosen.get(name):
            rows = rows.filter(**{f"{name}__in": tuple(values)})
    if text.strip():
        rows = rows.filter(party_id__in=found_ids(actor, CustomerFilter(text=text)))
    return rows


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[ProspectRow]:
    """Return lines of the list in the order of their ids; for ids already within scope."""
    rows = in_order(ids, {row.id: row for row in Prospect.objects.filter(id__in=ids)})
    people = {one.id: one for one in load_customers([row.party_id for row in rows], actor)}
    return [
        ProspectRow(
            *(row.id, row.party_id, one.name, one.kind, one.email or one.phone, one.city, one.owner_id),
            *(row.state, row.source, row.detail, row.interest, row.score, row.captured_at),
            *(row.converted_at, row.lost_reason),
        )
        for row in rows
        if (one := people.get(row.party_id))
    ]


def get_prospect(prospect_id: UUID, *, actor: Actor) -> ProspectLine:
    """Return a prospect the actor may see; raises `Missing`."""
    row = list_prospects(actor).filter(id=prospect_id).first()
    if row is None:
        raise Missing("There is no such prospect.")
    return line_of(row)


def get_prospect_for_update(prospect_id: UUID, *, actor: Actor) -> Prospect:
    """Lock a prospect the actor may change; raises `Missing`."""
    rows = list_prospects(actor, "edit").select_related("party").select_for_update(of=("self",))
    row = rows.filter(id=prospect_id).first()
    if row is None:
        raise Missing("There is no such prospect.")
    return row


def find_prospect(party: PartyRef, *, actor: Actor) -> ProspectLine | None:
    """Return the prospect a party is or was, or None; raises `Missing` for a party that is not theirs."""
    row = Prospect.objects.filter(party_id=resolve_customer(party, actor=actor)).first()
    return line_of(row) if row else None


def get_figures(actor: Actor, *, since: datetime, until: datetime) -> list[SourceFigure]:
    """Return what each source brought between two moments (UTC, the end excluded), the richest first.

    One statement: prospects captured in that time, and what has become of them by now.
    """
    rows = list_prospects(actor).filter(captured_at__gte=since, captured_at__lt=until)
    counted = (
        rows.values("source", "detail")
        .annotate(
            captured=Count("id"),
            converted=Count("id", filter=Q(state="converted")),
            lost=Count("id", filter=Q(state="lost")),
        )
        .order_by("-captured", "source", "detail")
    )
    return [SourceFigure(**one) for one in counted]


def count_converted(actor: Actor, *, since: datetime, until: datetime) -> int:
    """Return how many became customers between two moments (UTC), whenever they had come."""
    return list_prospects(actor).filter(converted_at__gte=since, converted_at__lt=until).count()


def line_of(row: Prospect) -> ProspectLine:
    """Return a prospect as it crosses the wall."""
    return ProspectLine(
        *(row.id, row.party_id, row.state, row.source, row.detail, row.interest, row.score),
        tuple(Reason(code, points) for code, points in row.reasons),
        *(row.captured_at, row.converted_at, row.converted_how, row.lost_at, row.lost_reason),
        *(row.lost_note, row.version),
    )
