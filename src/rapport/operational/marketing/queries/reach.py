"""What became of the frozen list, by one statement however long it is."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from rapport.operational.marketing.contracts import Handed, ReachLine
from rapport.operational.marketing.models import CampaignRecipient


def count_recipients(campaign_id: UUID) -> list[ReachLine]:
    """Return how the frozen list stands, by state and reason."""
    rows = CampaignRecipient.objects.filter(campaign_id=campaign_id).values("state", "reason")
    counted = rows.annotate(count=Count("id")).order_by("state", "reason")
    return [ReachLine(row["state"], row["reason"], row["count"]) for row in counted]


def find_next_due(campaign_id: UUID) -> datetime | None:
    """Return when the next planned letter may leave (UTC), or None where none is planned."""
    planned = CampaignRecipient.objects.filter(campaign_id=campaign_id, state="planned")
    found: datetime | None = planned.aggregate(next=Min("due_at"))["next"]
    return found


def list_handed(campaign_id: UUID) -> list[Handed]:
    """Return the letters a campaign gave to its channel, in the order of customers."""
    rows = CampaignRecipient.objects.filter(campaign_id=campaign_id, delivery_id__isnull=False)
    found = rows.order_by("party_id").values_list("party_id", "delivery_id", "address", "variant")
    return [Handed(party, delivery, *rest) for party, delivery, *rest in found if delivery]
