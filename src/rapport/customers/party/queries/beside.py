"""What is kept beside a party: insights, ties, hand-overs, tags."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from rapport.customers.party.contracts import HandoverLine, InsightLine, PartyRef, RelationLine, TagLine
from rapport.customers.party.models import Handover, Insight, Party, Relation, Tag
from rapport.customers.party.queries.states import resolve_customer
from rapport.kernel.identity.api import Actor, within_scope

__all__ = [
    "list_handover_rows",
    "list_handovers",
    "list_insight_history",
    "list_insights",
    "list_relation_rows",
    "list_relations",
    "list_tags",
    "list_tied",
    "relation_lines",
]


def list_insights(party_id: PartyRef, *, actor: Actor) -> list[InsightLine]:
    """Return what is known about a party now, by name."""
    party = resolve_customer(party_id, actor=actor)
    rows = Insight.objects.filter(party_id=party, current=True).order_by("name")
    return [_insight(row) for row in rows]


def list_insight_history(party_id: UUID, name: str, *, actor: Actor, limit: int = 100) -> list[InsightLine]:
    """Return how one insight of a party changed, newest first."""
    party = resolve_customer(party_id, actor=actor)
    rows = Insight.objects.filter(party_id=party, name=name).order_by("-as_of", "-id")[:limit]
    return [_insight(row) for row in rows]


def list_relations(party_id: PartyRef, *, actor: Actor, limit: int = 200) -> list[RelationLine]:
    """Return the ties of a party in both directions, to parties the actor may see."""
    party = resolve_customer(party_id, actor=actor)
    return relation_lines(list(_ties(party, actor).order_by("kind", "id")[:limit]), party)


def list_relation_rows(party_id: UUID, *, actor: Actor) -> tuple[UUID, QuerySet[Relation]]:
    """Return a party, or its survivor, and its ties to parties the actor may see, for pages."""
    party = resolve_customer(party_id, actor=actor)
    return party, _ties(party, actor)


def list_handover_rows(party_id: UUID, *, actor: Actor) -> QuerySet[Handover]:
    """Return where a party has been, for pages."""
    return Handover.objects.filter(party_id=resolve_customer(party_id, actor=actor))


def _ties(party: UUID, actor: Actor) -> QuerySet[Relation]:
    """Return ties to parties the actor may see, each with the `other` one and what is `known` of it."""
    other = Case(When(from_party_id=party, then=F("to_party_id")), default=F("from_party_id"))
    seen = within_scope(
        Party.objects.filter(id=OuterRef("other"), merged_into=None), actor, "view", "customer"
    )
    known = Subquery(seen.values(known=JSONObject(name="name", kind="kind"))[:1])
    rows = Relation.objects.filter(Q(from_party_id=party) | Q(to_party_id=party))
    return rows.annotate(other=other).annotate(known=known).exclude(known=None)


def relation_lines(ties: Iterable[Any], party: UUID) -> list[RelationLine]:
    """Return rows of `list_relation_rows` as seen from the party."""
    return [
        RelationLine(
            *(tie.kind, tie.from_party_id == party, tie.other, tie.known["name"], tie.known["kind"]),
            *(tie.title, tie.since),
        )
        for tie in ties
    ]


def list_tied(party_id: UUID, kind: str, *, actor: Actor, limit: int = 200) -> list[UUID]:
    """Return the parties tied to one by a kind of tie, such as a household's people."""
    party = resolve_customer(party_id, actor=actor)
    rows = Relation.objects.filter(to_party_id=party, kind=kind).order_by("id")
    return list(rows.values_list("from_party_id", flat=True)[:limit])


def list_handovers(party_id: PartyRef, *, actor: Actor, limit: int = 50) -> list[HandoverLine]:
    """Return where a party has been, newest first (UTC)."""
    party = resolve_customer(party_id, actor=actor)
    rows = Handover.objects.filter(party_id=party).order_by("-id")[:limit]
    return [
        HandoverLine(
            *(row.at, row.from_unit_id, row.to_unit_id, row.from_owner_id, row.to_owner_id),
            *(row.reason, row.by_name),
        )
        for row in rows
    ]


def list_tags() -> list[TagLine]:
    """Return the shop's tags by name."""
    return [TagLine(tag.id, tag.name, tag.colour) for tag in Tag.objects.order_by("key")]


def _insight(row: Insight) -> InsightLine:
    return InsightLine(
        *(row.name, row.number, row.label, row.currency, row.reasons),
        *(row.model, row.model_version, row.as_of),
    )
