"""Campaigns within the reader's scope."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.paging.api import Order, by_column, in_order
from rapport.operational.marketing.contracts import CampaignLine, Variant
from rapport.operational.marketing.models import Campaign, CampaignVariant
from rapport.operational.marketing.rules.life import STARTED

ORDERS: Mapping[str, Order] = {
    "created": by_column("created_at", "moment"),
    "name": by_column("name", "text"),
    "send": by_column("send_at", "moment"),
}


def list_campaigns(actor: Actor, verb: str = "view") -> QuerySet[Campaign]:
    """Return the campaigns within the actor's scope."""
    return within_scope(Campaign.objects.all(), actor, verb, "campaign")


def get_campaign(campaign_id: UUID, *, actor: Actor, verb: str = "view") -> CampaignLine:
    """Return a campaign with its letters; raises `Missing`."""
    row = list_campaigns(actor, verb).filter(id=campaign_id).first()
    if row is None:
        raise Missing("There is no such campaign.")
    return line_of(row, list_variants(row.id))


def get_campaign_for_update(
    campaign_id: UUID, *, actor: Actor, verb: str = "edit", version: int | None = None
) -> Campaign:
    """Lock a campaign the actor may change; raises `Missing`, `Conflict` (another version)."""
    row = list_campaigns(actor, verb).select_for_update(of=("self",)).filter(id=campaign_id).first()
    if row is None:
        raise Missing("There is no such campaign.")
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this campaign meanwhile. Look again, then change it.", code="stale")
    return row


def list_begun(since: datetime) -> list[datetime]:
    """Return when the business's campaigns began since a moment (UTC), or will begin, in order; at most the
    newest 2,000. Those that never went out, and drafts, are none."""
    begun = Coalesce("started_at", "send_at")
    rows = Campaign.objects.filter(state__in=[*sorted(STARTED), Campaign.State.SCHEDULED])
    moments = rows.annotate(begun=begun).filter(begun__gte=since).order_by("-begun", "-id")
    return sorted(moments.values_list("begun", flat=True)[:2000])


def list_variants(campaign_id: UUID) -> tuple[Variant, ...]:
    """Return the letters of a campaign by their code."""
    rows = CampaignVariant.objects.filter(campaign_id=campaign_id).order_by("code")
    return tuple(Variant(row.code, row.subject, row.preheader, tuple(row.blocks), row.share) for row in rows)


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[CampaignLine]:
    """Return lines of the list in the order of their ids; for ids already within scope."""
    rows = in_order(ids, {row.id: row for row in Campaign.objects.filter(id__in=ids)})
    return [line_of(row) for row in rows]


def line_of(row: Campaign, variants: tuple[Variant, ...] = ()) -> CampaignLine:
    """Return a campaign as it stands."""
    return CampaignLine(
        *(row.id, row.name, row.goal, row.hypothesis, row.state, row.channel, row.account_id, row.purpose),
        *(row.audience, row.hold_out, row.send_at, row.local, row.hourly, row.window_days, row.priority),
        *(row.rest_days, row.budget_minor, row.cost_minor, row.currency, row.owner_id, row.unit_id),
        *(row.approved_by_id, row.started_at, row.ended_at, row.flaw, row.version, row.created_at),
        *(tuple(UUID(one) for one in row.excludes), row.follow_up, row.follow_up_id),
        callers=tuple(UUID(one) for one in row.callers),
        call_from=row.call_from,
        call_until=row.call_until,
        call_order=row.call_order,
        tries=row.tries,
        partner_id=row.partner_id,
        reach=row.reach,
        variants=variants,
    )
