"""The frozen list of a send: who is written to, held out or refused, by statements over all at once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from rapport.collaborative.delivery.api import get_channel, refuse_dead
from rapport.customers.consent.api import refuse_unpermitted
from rapport.customers.party.api import (
    choose_addresses,
    choose_postal_addresses,
    choose_zones,
    hash_joins,
)
from rapport.kernel.filters.api import compile_sql, parse
from rapport.kernel.identity.api import Actor
from rapport.kernel.lots import write_lot
from rapport.kernel.settings.api import get_setting
from rapport.operational.marketing.contracts import CampaignLine, ReachLine
from rapport.operational.marketing.models import Campaign
from rapport.operational.marketing.rules.by_hand import BY_HAND, consent_channel
from rapport.operational.marketing.rules.drawing import edges

PLAN = "campaign_plan"
_MANY = 1_000_000
_CREATE = """
create temporary table campaign_plan (
    party_id uuid primary key, address text not null default '', zone text not null default '',
    reason text not null default ''
) on commit drop
"""
_FILL = "insert into pg_temp.campaign_plan (party_id) select id from ({found}) found"
_NO_ADDRESS = "update pg_temp.campaign_plan set reason = 'no-address' where address = ''"
# Of several customers behind one address the one that was there first gets the letter.
_TWICE = """
update pg_temp.campaign_plan t set reason = 'same-address'
  from (select party_id, row_number() over (partition by address order by party_id) as place
          from pg_temp.campaign_plan where reason = '') s
 where s.party_id = t.party_id and s.place > 1
"""
# Whoever another campaign of no less weight has written to lately, or is about to write to.
_RESTS = """
update pg_temp.campaign_plan t set reason = 'other-campaign'
 where t.reason = '' and t.party_id in (
    select r.party_id from campaign_recipient r join campaign c on c.id = r.campaign_id
     where c.id <> %(campaign)s and c.priority >= %(priority)s
       and (r.handed_at > %(now)s - make_interval(days => %(rest)s)
            or r.state = 'planned' and c.state in ('sending', 'paused')))
"""
_EXCLUDED = """
update pg_temp.campaign_plan t set reason = 'excluded'
 where t.reason = '' and t.party_id in (
    select r.party_id from campaign_recipient r
     where r.campaign_id = any(%(excludes)s) and r.state <> 'refused')
"""
# The best message wins: whom a weightier campaign writes to before the rest is over is left to that one.
_BETTER = """
update pg_temp.campaign_plan t set reason = 'better-campaign'
 where t.reason = '' and t.party_id in (select id from ({found}) found)
"""
MOST_BETTER = 20
# `kernel.lots` draws the same lots. The wall clock of the business is taken to where each one lives; the
# throttle spreads letters by their lots, so that who comes first says nothing about who it is.
_FREEZE = """
with zone as materialized (select name from pg_timezone_names),
lot as (
    select t.party_id, t.address, t.reason, t.zone, md5(%(seed)s || t.party_id::text) as drawn,
           {held} as held, {letter} as letter
      from pg_temp.campaign_plan t
), decided as (
    select lot.*, case when reason <> '' then 'refused' when held < %(hold_out)s * 100 then 'held-out'
                       else 'planned' end as state
      from lot
), placed as (
    select d.*, row_number() over (partition by d.state order by d.drawn) - 1 as place from decided d
)
insert into campaign_recipient (id, campaign_id, party_id, state, reason, variant, address, due_at)
select uuidv7(), %(campaign)s, d.party_id, d.state, d.reason,
       case when d.state = 'planned'
            then (%(codes)s::text[])[1 + width_bucket(d.letter, %(edges)s::int8[])] else '' end,
       case when d.state = 'planned' then d.address else '' end,
       case when d.state = 'planned' then
           greatest(case when %(local)s
                         then (%(at)s at time zone %(zone)s) at time zone coalesce(z.name, %(zone)s)
                         else %(at)s end, %(now)s)
           + case when %(hourly)s::int is null then interval '0'
                  else make_interval(secs => d.place * 3600.0 / %(hourly)s::int) end
       end
  from placed d left join zone z on z.name = d.zone
"""
_LOTS = {
    "held": write_lot("%(seed)s", "t.party_id"),
    "letter": write_lot("%(seed)s || 'letter'", "t.party_id"),
}
_COUNT = "select reason, count(*) from pg_temp.campaign_plan group by reason order by reason"


def freeze_list(campaign: CampaignLine, seed: str, now: datetime, *, actor: Actor) -> int:
    """Write down who gets the campaign, who is held out and who is refused; returns how many in all.

    Within the caller's transaction, with the actor's rights over customers. Consent and dead addresses are
    asked again of everybody as their letter is claimed.
    """
    with _judged(campaign, now, actor=actor) as cursor:
        if campaign.local:
            choose_zones(PLAN)
        codes = [one.code for one in campaign.variants]
        ends = edges([one.share for one in campaign.variants])
        cursor.execute(
            _FREEZE.format(
                held=write_lot("%(seed)s", "t.party_id"),
                letter=write_lot("%(seed)s || 'letter'", "t.party_id"),
            ),
            {
                "campaign": campaign.id,
                "seed": seed,
                "hold_out": campaign.hold_out,
                "codes": codes,
                "edges": ends[:-1] or [10_000],
                "local": campaign.local,
                "at": max(campaign.send_at or now, now) if not campaign.local else campaign.send_at or now,
                "zone": get_setting("business.zone"),
                "hourly": campaign.hourly,
                "now": now,
            },
        )
        return int(cursor.rowcount)


def count_reach(campaign: CampaignLine, now: datetime, *, actor: Actor) -> list[ReachLine]:
    """Return how many a campaign would reach if it began now, and how many not and why; nothing is kept."""
    with _judged(campaign, now, actor=actor) as cursor:
        cursor.execute(_COUNT)
        return [
            ReachLine("refused" if reason else "planned", reason, count)
            for reason, count in cursor.fetchall()
        ]


@contextmanager
def _judged(campaign: CampaignLine, now: datetime, *, actor: Actor) -> Iterator[Any]:
    """Have everybody of the audience in a temporary table, with the address or why there is no letter."""
    found, params = find_audience(campaign.audience, now, actor=actor)
    with connection.cursor() as cursor, hash_joins(cursor, _MANY):
        cursor.execute("drop table if exists pg_temp.campaign_plan")
        cursor.execute(_CREATE)
        cursor.execute(_FILL.format(found=found), params)
        cursor.execute("analyze pg_temp.campaign_plan")
        _choose_addresses(campaign)
        cursor.execute(_NO_ADDRESS)
        refuse_dead(PLAN, campaign.channel)
        refuse_unpermitted(PLAN, campaign.purpose, consent_channel(campaign.channel, campaign.reach))
        if campaign.excludes:
            cursor.execute(_EXCLUDED, {"excludes": list(campaign.excludes)})
        if campaign.rest_days:
            values: dict[str, Any] = {"campaign": campaign.id, "priority": campaign.priority, "now": now}
            cursor.execute(_RESTS, {**values, "rest": campaign.rest_days})
            for better in list_better(campaign, now)[:MOST_BETTER]:
                sql, given = find_audience(better.audience, now, actor=actor)
                cursor.execute(_BETTER.format(found=sql), given)
        cursor.execute(_TWICE)
        yield cursor


def _choose_addresses(campaign: CampaignLine) -> None:
    if campaign.channel not in BY_HAND:
        choose_addresses(PLAN, get_channel(campaign.channel).point)
    elif (reach := consent_channel(campaign.channel, campaign.reach)) == "post":
        choose_postal_addresses(PLAN)
    else:
        choose_addresses(PLAN, reach)


def list_better(campaign: CampaignLine, now: datetime) -> list[Campaign]:
    """Return the weightier campaigns that go out before this one's rest is over, the weightiest first."""
    until = max(campaign.send_at or now, now) + timedelta(days=campaign.rest_days)
    near = Campaign.objects.filter(state="scheduled", priority__gt=campaign.priority, send_at__lte=until)
    return list(near.exclude(id=campaign.id).order_by("-priority", "send_at", "id"))


def find_audience(audience: Mapping[str, Any], now: datetime, *, actor: Actor) -> tuple[str, Sequence[Any]]:
    """Return the statement that finds an audience's customers as `id`, with its values."""
    tree = parse(dict(audience)) if audience else parse("")
    return compile_sql(tree, "customer", actor=actor, now=now)
