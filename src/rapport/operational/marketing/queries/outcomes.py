"""Calls and what came of them, for whoever sees the campaign, and for a caller their own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, list_member_names
from rapport.kernel.paging.api import Order, by_nullable, in_order
from rapport.operational.marketing.contracts.outcomes import OutcomeLine
from rapport.operational.marketing.models import CampaignOutcome
from rapport.operational.marketing.queries.campaigns import list_campaigns

ORDERS: Mapping[str, Order] = {"next": by_nullable("next_at", "moment")}


def list_outcomes(actor: Actor) -> QuerySet[CampaignOutcome]:
    """Return what came of contacting people by hand: of campaigns within scope, and one's own calls."""
    own = Q(assignee_id=actor.member_id) if actor.member_id else Q(pk__in=())
    if actor.may("view", "campaign"):
        own |= Q(campaign_id__in=list_campaigns(actor).values("id"))
    return CampaignOutcome.objects.filter(own)


def load_outcomes(ids: Sequence[UUID], actor: Actor) -> list[OutcomeLine]:
    """Return lines of the list in the order of their ids, for ids already within scope; two queries."""
    rows = CampaignOutcome.objects.filter(id__in=ids).select_related("campaign", "party")
    found = in_order(ids, {row.id: row for row in rows})
    names = list_member_names([row.assignee_id for row in found if row.assignee_id])
    return [outcome_of(row, names.get(row.assignee_id, "") if row.assignee_id else "") for row in found]


def outcome_of(row: CampaignOutcome, assignee: str = "") -> OutcomeLine:
    """Return an outcome as it stands; its campaign and party are read with it."""
    return OutcomeLine(
        *(row.id, row.campaign_id, row.campaign.name, row.party_id, row.party.name, row.state, row.outcome),
        *(row.note, row.tries, row.assignee_id, row.next_at, row.at, row.by_id, assignee),
    )


def get_outcome(campaign_id: UUID, party_id: UUID, *, actor: Actor) -> CampaignOutcome:
    """Return what was heard of one customer, with campaign and party; raises `Missing`."""
    rows = list_outcomes(actor).filter(campaign_id=campaign_id, party_id=party_id)
    row = rows.select_related("campaign", "party").first()
    if row is None:
        raise Missing("There is no such call.")
    return row


def find_next_call(actor: Actor, now: datetime, after: UUID | None = None) -> tuple[UUID, UUID] | None:
    """Return campaign and customer of the actor's next call that is due, or None; `after` was just done."""
    mine = CampaignOutcome.objects.filter(assignee_id=actor.member_id, state="open", next_at__lte=now)
    found = mine.exclude(id=after) if after else mine
    return found.order_by("next_at", "id").values_list("campaign_id", "party_id").first()


def list_called(campaign_id: UUID) -> list[UUID]:
    """Return the customers of a campaign's calls, as they were given to callers."""
    rows = CampaignOutcome.objects.filter(campaign_id=campaign_id).order_by("created_at", "id")
    return list(rows.values_list("party_id", flat=True))


def count_outcomes(campaign_id: UUID) -> dict[str, int]:
    """Return how many customers stand at each outcome; under `open` those still to be called."""
    rows = CampaignOutcome.objects.filter(campaign_id=campaign_id).values("state", "outcome")
    counted: dict[str, int] = {}
    for one in rows.annotate(count=Count("id")):
        name = "open" if one["state"] == "open" else one["outcome"]
        counted[name] = counted.get(name, 0) + one["count"]
    return counted
