"""Why somebody did or did not get a campaign: one customer's campaigns, and one campaign's customer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from rapport.collaborative.delivery.api import load_carried
from rapport.kernel.identity.api import Actor
from rapport.operational.marketing.contracts import CampaignLine, Receipt
from rapport.operational.marketing.models import CampaignLead, CampaignRecipient, CampaignResponse
from rapport.operational.marketing.queries.campaigns import list_campaigns

NEWEST = 20


def find_answered(delivery_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these letters somebody opened or followed; programs do not count."""
    rows = CampaignResponse.objects.filter(delivery_id__in=delivery_ids, machine=False)
    return set(rows.values_list("delivery_id", flat=True))


def count_answered(since: datetime) -> dict[str, int]:
    """Return by channel how many letters of campaigns somebody opened or followed since a moment (UTC)."""
    rows = CampaignResponse.objects.filter(at__gt=since, machine=False).values("campaign__channel")
    counted = rows.annotate(letters=Count("delivery_id", distinct=True))
    return {row["campaign__channel"]: row["letters"] for row in counted}


def list_receipts(party_id: UUID, *, actor: Actor, limit: int = NEWEST) -> list[Receipt]:
    """Return what became of a customer in the campaigns the actor may see, the newest first; two queries."""
    seen = list_campaigns(actor).values("id")
    rows = _with_answers(CampaignRecipient.objects.filter(party_id=party_id, campaign_id__in=seen))
    return _receipts(list(rows.order_by("-campaign__started_at", "-id")[:limit]))


def find_receipt(campaign: CampaignLine, party_id: UUID) -> Receipt:
    """Return what became of a customer in a campaign; without a state they were not in its audience."""
    rows = _with_answers(CampaignRecipient.objects.filter(party_id=party_id, campaign_id=campaign.id))
    found = _receipts(list(rows))
    return found[0] if found else Receipt(campaign.id, campaign.name, "", "", "", campaign.started_at)


def _with_answers(rows: QuerySet[CampaignRecipient]) -> QuerySet[CampaignRecipient]:
    answers = CampaignResponse.objects.filter(
        campaign_id=OuterRef("campaign_id"), party_id=OuterRef("party_id"), machine=False
    )
    leads = CampaignLead.objects.filter(campaign_id=OuterRef("campaign_id"), party_id=OuterRef("party_id"))
    return rows.select_related("campaign").annotate(
        opened=Exists(answers.filter(kind="open")),
        clicked=Exists(answers.filter(kind="click")),
        lead=Exists(leads),
    )


def _receipts(rows: list[CampaignRecipient]) -> list[Receipt]:
    carried = load_carried([row.delivery_id for row in rows if row.delivery_id])
    found = []
    for row in rows:
        one = carried.get(row.delivery_id) if row.delivery_id else None
        found.append(
            Receipt(
                campaign_id=row.campaign_id,
                campaign=row.campaign.name,
                state=row.state,
                reason=row.reason,
                variant=row.variant,
                at=row.handed_at or row.due_at or row.campaign.started_at,
                carried=one.state if one else "",
                code=one.code if one else "",
                due_at=one.due_at if one else None,
                opened=vars(row)["opened"],
                clicked=vars(row)["clicked"],
                lead=vars(row)["lead"],
            )
        )
    return found
