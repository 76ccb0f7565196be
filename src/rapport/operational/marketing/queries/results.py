"""What campaigns of a time brought, by four models of attribution; three statements however many they are."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import ExtractHour

from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.operational.marketing.contracts.results import Credited, Results
from rapport.operational.marketing.models import Campaign, CampaignResponse
from rapport.operational.marketing.queries.campaigns import list_campaigns
from rapport.operational.marketing.rules.crediting import MODELS, Touch, credit
from rapport.operational.orders.api import list_purchases_of

LOOK_BACK = timedelta(days=30)
"""An answer older than this earns nothing of an order."""
MOST = 50
_ANSWERED = """
select distinct party_id from campaign_response
 where not machine and campaign_id = any(%(campaigns)s) and at >= %(from)s and at < %(until)s
"""


def read_results(since: datetime, until: datetime, *, actor: Actor) -> Results:
    """Return what orders placed from one moment on until another (UTC) are credited to.

    Of the fifty campaigns the actor may see that began last before the end. Answers of people count, those
    of programs do not; an order counts as it stands, less what was given back.
    """
    begun = list_campaigns(actor).filter(started_at__lt=until).order_by("-started_at", "-id")
    campaigns = list(begun[:MOST])
    touches = _list_touches(campaigns, since - LOOK_BACK, until)
    currency = get_own_tenant(actor.tenant_id).currency
    bought = list_purchases_of(
        _ANSWERED,
        {"campaigns": [one.id for one in campaigns], "from": since - LOOK_BACK, "until": until},
        since=since,
        until=until,
        currency=currency,
    )
    orders: dict[str, dict[UUID, float]] = {model: defaultdict(float) for model in MODELS}
    revenue: dict[str, dict[UUID, float]] = {model: defaultdict(float) for model in MODELS}
    count, total = 0, 0.0
    for party_id, at, minor in bought:
        near = [one for one in touches[party_id] if at - LOOK_BACK <= one[1] <= at]
        if not near:
            continue
        count, total = count + 1, total + minor
        for model in MODELS:
            for campaign_id, share in credit(model, near, at).items():
                orders[model][campaign_id] += share
                revenue[model][campaign_id] += share * minor
    lines = [
        Credited(
            one.id,
            one.name,
            {model: orders[model][one.id] for model in MODELS},
            {model: revenue[model][one.id] for model in MODELS},
            one.cost_minor,
        )
        for one in campaigns
    ]
    lines.sort(key=lambda one: -one.revenue["last"])
    return Results(currency, count, total, tuple(lines), _count_hours(campaigns, since, until))


def _list_touches(campaigns: list[Campaign], since: datetime, until: datetime) -> dict[UUID, list[Touch]]:
    rows = CampaignResponse.objects.filter(campaign__in=campaigns, machine=False, at__gte=since, at__lt=until)
    touches = defaultdict[UUID, list[Touch]](list)
    for party_id, campaign_id, at in rows.values_list("party_id", "campaign_id", "at").iterator():
        touches[party_id].append((campaign_id, at))
    return touches


def _count_hours(campaigns: list[Campaign], since: datetime, until: datetime) -> tuple[int, ...]:
    rows = CampaignResponse.objects.filter(campaign__in=campaigns, machine=False, at__gte=since, at__lt=until)
    hour = ExtractHour("at", tzinfo=ZoneInfo(get_setting("business.zone")))
    counted = dict(rows.annotate(hour=hour).values_list("hour").annotate(Count("id")))
    return tuple(counted.get(one, 0) for one in range(24))
