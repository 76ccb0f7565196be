"""Which other campaigns write to the same people, before this one goes out; two statements however many."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from rapport.customers.party.api import hash_joins
from rapport.kernel.identity.api import Actor
from rapport.operational.marketing.contracts import CampaignLine, Overlap
from rapport.operational.marketing.models import Campaign
from rapport.operational.marketing.operations.planning import find_audience
from rapport.operational.marketing.queries.campaigns import list_campaigns

AROUND = timedelta(days=30)
MOST = 20
_MANY = 1_000_000
# Of one that has begun the frozen list counts; of one that is to come, whom its conditions find now.
_BEGUN = """
select r.campaign_id, count(*) from campaign_recipient r
 where r.campaign_id = any(%s) and r.state in ('planned', 'handed')
   and r.party_id in (select id from ({mine}) mine)
 group by r.campaign_id
"""
_TO_COME = "select {at}, count(*) from ({other}) other where other.id in (select id from mine)"


def list_overlaps(campaign: CampaignLine, now: datetime, *, actor: Actor) -> list[Overlap]:
    """Return the campaigns of a month before and after that share people with this one, the most first.

    `wins`: by weight and rest these people are left to the other one.
    """
    middle = max(campaign.send_at or now, now)
    near = (
        list_campaigns(actor)
        .exclude(id=campaign.id)
        .filter(state__in=("scheduled", "sending", "paused", "done"))
    )
    near = near.filter(send_at__gte=middle - AROUND, send_at__lte=middle + AROUND)
    rows = list(near.order_by("-send_at", "-id")[:MOST])
    counts = _count(campaign, rows, now, actor)
    found = [_overlap(campaign, row, counts[row.id], middle) for row in rows if counts.get(row.id)]
    return sorted(found, key=lambda one: -one.people)


def _count(campaign: CampaignLine, rows: list[Campaign], now: datetime, actor: Actor) -> dict[Any, int]:
    mine, params = find_audience(campaign.audience, now, actor=actor)
    begun = [row.id for row in rows if row.started_at]
    coming = [row for row in rows if not row.started_at]
    counts: dict[Any, int] = {}
    with connection.cursor() as cursor, hash_joins(cursor, _MANY):
        if begun:
            cursor.execute(_BEGUN.format(mine=mine), [begun, *params])
            counts.update(cursor.fetchall())
        if coming:
            parts, values = list[str](), [*params]
            for at, row in enumerate(coming):
                other, given = find_audience(row.audience, now, actor=actor)
                parts.append(_TO_COME.format(at=at, other=other))
                values += given
            cursor.execute(f"with mine as materialized ({mine}) " + " union all ".join(parts), values)
            counts.update({coming[at].id: count for at, count in cursor.fetchall()})
    return counts


def _overlap(campaign: CampaignLine, row: Campaign, people: int, middle: datetime) -> Overlap:
    rest, at = timedelta(days=campaign.rest_days), row.send_at or middle
    if row.started_at:
        wins = bool(campaign.rest_days) and row.priority >= campaign.priority and middle - at <= rest
    else:
        wins = bool(campaign.rest_days) and row.priority > campaign.priority and at - middle <= rest
    wins = wins or row.id in campaign.excludes
    return Overlap(row.id, row.name, row.state, row.send_at, row.priority, people, wins)
