"""Triggers answer: each fires once for a visitor and window, whatever came first, twice or late.

Whether an event fulfils a rule hangs on the events up to it alone, and windows are fixed in the business's
calendar. So the set of what fires is the same for every order of arrival; a row for each keeps it to once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection

from rapport.bigdata.realtime.contracts import INTEREST, LATEST, PRESENT, Firing, Offer, TriggerLine
from rapport.bigdata.realtime.events import TriggerFired
from rapport.bigdata.realtime.operations import sinks
from rapport.kernel.filters.api import InvalidFilter, get_kind, narrow, parse
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.live.api import announce
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

log = structlog.get_logger(__name__)
STILL = timedelta(hours=1)
"""How late an event may come and still fulfil a rule: what is older is not worth an answer."""
CUSTOMER = "customer"
_FIRE = """
insert into trigger_firing (id, trigger_id, visitor_id, window_at, happened_at, fired_at, thing)
select distinct on (f.visitor_id, w.at)
       uuidv7(), %(trigger)s, f.visitor_id, w.at, f.happened_at, %(now)s, f.thing
  from fulfilled f, date_trunc(%(repeat)s, f.happened_at, %(zone)s) as w(at)
 order by f.visitor_id, w.at, f.happened_at, f.thing
    on conflict do nothing
returning visitor_id, happened_at, window_at, thing
"""
_DONE = """
with done as (
    select visitor_id, happened_at, thing,
           count(*) over (partition by visitor_id, case when %(same)s then thing end order by happened_at
                          range between %(within)s preceding and current row) as times
      from live_event
     where visitor_id = any(%(visitors)s) and (%(event)s = '' or event = %(event)s)
       and happened_at > %(since)s - %(within)s
), fulfilled as (select * from done where times >= %(times)s and happened_at > %(since)s)
"""
_LEFT = """
select id from live_visitor v
 where cart_at > %(since)s and greatest(cart_at, checkout_at) <= %(now)s - %(within)s
   and (order_at is null or order_at < cart_at)
   and not exists (select from trigger_firing t
                    where t.trigger_id = %(trigger)s and t.visitor_id = v.id
                      and t.window_at = date_trunc(%(repeat)s, greatest(cart_at, checkout_at), %(zone)s))
"""
_IDLE = """
with fulfilled as (
    select id as visitor_id, greatest(cart_at, checkout_at) as happened_at, '' as thing
      from live_visitor where id = any(%(visitors)s)
)
"""

_WAITING = "select distinct visitor_id from live_interest where thing = any(%s) and at > %s"
_OFFERED = """
with offered as (select * from unnest(%(things)s::text[], %(moments)s::timestamptz[]) as o(thing, at)),
fulfilled as (
    select i.visitor_id, o.at as happened_at, i.thing from live_interest i join offered o on o.thing = i.thing
     where i.visitor_id = any(%(visitors)s) and i.at <= o.at
)
"""


def answer(
    tenant_id: UUID,
    triggers: Sequence[TriggerLine],
    visitors: Sequence[UUID],
    known: Mapping[UUID, UUID],
    *,
    now: datetime,
) -> list[Firing]:
    """Fire what these visitors have fulfilled by what they did; `known` are those who are customers."""
    asked = [one for one in triggers if one.kind in ("times", "present")]
    if not asked or not visitors:
        return []
    actor, zone = system_actor(tenant_id), get_own_tenant(tenant_id).zone
    fired: list[Firing] = []
    for one in asked:
        chosen = choose(one, visitors, known, actor=actor)
        present = one.kind == "present"
        values = {
            "visitors": chosen,
            "event": "" if present else one.event,
            "same": one.same,
            "times": 1 if present else one.times,
            "within": timedelta(minutes=one.minutes),
            "since": now - (PRESENT if present else STILL),
        }
        fired += _fire(one, _DONE, values, known, zone=zone, now=now, actor=actor) if chosen else []
    return fired


def answer_offers(
    tenant_id: UUID, triggers: Sequence[TriggerLine], offers: Sequence[Offer], *, now: datetime
) -> list[Firing]:
    """Fire for who looked at a product, did not order since, and finds it cheaper or on sale again."""
    actor, zone = system_actor(tenant_id), get_own_tenant(tenant_id).zone
    fired: list[Firing] = []
    for one in triggers:
        meant = {
            offer.thing: offer.at
            for offer in offers
            if offer.at > now - STILL and {"cheaper": offer.cheaper, "back": offer.back}.get(one.kind, False)
        }
        if not meant:
            continue
        with connection.cursor() as cursor:
            cursor.execute(_WAITING, [list(meant), now - INTEREST])
            visitors = [row[0] for row in cursor.fetchall()]
        known = sinks.recognise(visitors) if visitors else {}
        values: dict[str, Any] = {"visitors": choose(one, visitors, known, actor=actor)}
        values |= {"things": list(meant), "moments": list(meant.values())}
        fired += _fire(one, _OFFERED, values, known, zone=zone, now=now, actor=actor) if visitors else []
    return fired


def answer_by_the_clock(tenant_id: UUID, triggers: Sequence[TriggerLine], *, now: datetime) -> list[Firing]:
    """Fire what is fulfilled since nothing happened: carts left alone, also while no process ran."""
    actor, zone = system_actor(tenant_id), get_own_tenant(tenant_id).zone
    fired: list[Firing] = []
    for one in triggers:
        if one.kind != "idle":
            continue
        within = timedelta(minutes=one.minutes)
        asked: dict[str, Any] = {"now": now, "since": now - LATEST, "within": within, "trigger": one.id}
        with connection.cursor() as cursor:
            cursor.execute(_LEFT, {**asked, "repeat": one.repeat, "zone": zone})
            visitors = [row[0] for row in cursor.fetchall()]
        if not visitors:
            continue
        known = sinks.recognise(visitors)
        chosen = choose(one, visitors, known, actor=actor)
        if chosen:
            fired += _fire(one, _IDLE, {"visitors": chosen}, known, zone=zone, now=now, actor=actor)
    return fired


def choose(
    trigger: TriggerLine, visitors: Sequence[UUID], known: Mapping[UUID, UUID], *, actor: Actor
) -> list[UUID]:
    """Return those of the visitors a trigger is for: everybody's, or customers its filter finds."""
    if trigger.who is None:
        return list(visitors)
    customers = {known[one] for one in visitors if one in known}
    if not customers:
        return []
    try:
        rows = get_kind(CUSTOMER).rows(actor).filter(id__in=customers)
        found = set(
            narrow(rows, parse(dict(trigger.who)), CUSTOMER, actor=actor).values_list("id", flat=True)
        )
    except InvalidFilter as error:  # a field it asks by was removed since
        log.warning("a trigger's filter makes no sense", trigger=str(trigger.id), reason=error.message)
        return []
    return [one for one in visitors if known.get(one) in found]


def _fire(
    trigger: TriggerLine,
    fulfilled: str,
    values: Mapping[str, Any],
    known: Mapping[UUID, UUID],
    *,
    zone: str,
    now: datetime,
    actor: Actor,
) -> list[Firing]:
    """Write what is fulfilled and did not fire in its window yet, and tell of it as facts."""
    fixed = {"trigger": trigger.id, "repeat": trigger.repeat, "zone": zone, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(fulfilled + _FIRE, {**values, **fixed})
        fired = [Firing(trigger.id, row[0], row[1], row[2], now, row[3]) for row in cursor.fetchall()]
    if fired:
        with unit_of_work(actor) as work:
            work.record(*(_tell(trigger, one, known.get(one.visitor_id)) for one in fired))
            announce("realtime.triggers", what="trigger")
    return fired


def _tell(trigger: TriggerLine, one: Firing, customer_id: UUID | None) -> TriggerFired:
    return TriggerFired(
        visitor_id=one.visitor_id,
        trigger_id=trigger.id,
        trigger=trigger.name,
        kind=trigger.kind,
        happened_at=one.happened_at,
        window_at=one.window_at,
        customer_id=customer_id,
        thing=one.thing,
    )
