"""Statements that keep what is live: each takes any number of rows and may be repeated by its keys."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rapport.bigdata.realtime.contracts import INTEREST, LATEST, ORDER, Happening
from rapport.bigdata.realtime.rules.summing import STEPS, Cell
from rapport.kernel.statements import execute_planned, planned_cursor

ORDERS_KEPT = timedelta(days=57)
"""Eight weeks to compare with, and a day."""
FIRINGS_KEPT = timedelta(days=60)
_EVENTS = """
insert into live_event (id, visitor_id, event, thing, happened_at)
select * from unnest(%b::uuid[], %b::uuid[], %b::text[], %b::text[], %b::timestamptz[])
on conflict do nothing returning id
"""
_MINUTES = """
insert into live_minute (id, minute, measure, name, label, count)
select uuidv7(), n.* from unnest(%b::timestamptz[], %b::text[], %b::text[], %b::text[], %b::bigint[]) as n
on conflict (tenant_id, minute, measure, name) do update
   set count = live_minute.count + excluded.count, label = greatest(live_minute.label, excluded.label)
"""
_VISITORS = """
insert into live_visitor (id, seen_at, product_at, cart_at, checkout_at, order_at)
select * from unnest(%b::uuid[], %b::timestamptz[], %b::timestamptz[], %b::timestamptz[],
                     %b::timestamptz[], %b::timestamptz[])
on conflict (tenant_id, id) do update
   set seen_at = greatest(live_visitor.seen_at, excluded.seen_at),
       product_at = greatest(live_visitor.product_at, excluded.product_at),
       cart_at = greatest(live_visitor.cart_at, excluded.cart_at),
       checkout_at = greatest(live_visitor.checkout_at, excluded.checkout_at),
       order_at = greatest(live_visitor.order_at, excluded.order_at)
"""
_INTERESTS = """
insert into live_interest (id, visitor_id, thing, at)
select uuidv7(), n.* from unnest(%b::uuid[], %b::text[], %b::timestamptz[]) as n
on conflict (tenant_id, visitor_id, thing) do update set at = greatest(live_interest.at, excluded.at)
"""
_ORDERED = """
delete from live_interest i using unnest(%b::uuid[], %b::timestamptz[]) as n(visitor_id, at)
 where i.visitor_id = n.visitor_id and i.at <= n.at
"""
_LOOKED = ("product", "cart")
_OLD = (
    (
        "delete from live_event where happened_at < %s and event <> 'order.placed'",
        LATEST + timedelta(hours=1),
    ),
    ("delete from live_event where happened_at < %s and event = 'order.placed'", ORDERS_KEPT),
    ("delete from live_minute where minute < %s", LATEST + timedelta(hours=1)),
    ("delete from live_visitor where seen_at < %s", LATEST + timedelta(hours=1)),
    ("delete from live_interest where at < %s", INTEREST),
    ("delete from trigger_firing where fired_at < %s", FIRINGS_KEPT),
)
_OF_VISITORS = (
    "delete from live_event where visitor_id = any(%s)",
    "delete from live_visitor where id = any(%s)",
    "delete from live_interest where visitor_id = any(%s)",
    "delete from trigger_firing where visitor_id = any(%s)",
)


def keep_events(events: Collection[Happening], *, now: datetime) -> list[Happening]:
    """Keep events young enough to be live, and return those never had before, each once."""
    young = {one.id: one for one in events if now - one.happened_at < kept_for(one)}
    rows = list(young.values())
    if not rows:
        return []
    columns: list[list[Any]] = [
        [one.id for one in rows],
        [one.visitor_id for one in rows],
        [one.event for one in rows],
        [one.thing for one in rows],
        [one.happened_at for one in rows],
    ]
    with planned_cursor() as cursor:
        cursor.execute(_EVENTS, columns)
        return [young[row[0]] for row in cursor.fetchall()]


def kept_for(one: Happening) -> timedelta:
    """Return how old an event may be."""
    return ORDERS_KEPT if one.event == ORDER else LATEST


def keep_minutes(counts: Mapping[Cell, int], labels: Mapping[Cell, str]) -> None:
    """Add to the sums by the minute."""
    if not counts:
        return
    minutes, measures, names = zip(*counts, strict=True)
    columns = [list(minutes), list(measures), list(names)]
    execute_planned(_MINUTES, [*columns, [labels.get(cell, "") for cell in counts], list(counts.values())])


def keep_visitors(steps: Mapping[UUID, Mapping[str, datetime]]) -> None:
    """Note when visitors last came to each step."""
    if not steps:
        return
    columns = [[one.get(step) for one in steps.values()] for step in ("seen", *STEPS)]
    execute_planned(_VISITORS, [list(steps), *columns])


def keep_interests(events: Collection[Happening], steps: Mapping[UUID, Mapping[str, datetime]]) -> None:
    """Note which products visitors looked at; whoever ordered since is no longer waiting for them."""
    newest: dict[tuple[UUID, str], datetime] = {}
    for one in events:
        if one.visitor_id is not None and one.event in _LOOKED and one.thing:
            cell = (one.visitor_id, one.thing)
            newest[cell] = max(newest.get(cell, one.happened_at), one.happened_at)
    if newest:
        columns = [[cell[0] for cell in newest], [cell[1] for cell in newest], list(newest.values())]
        execute_planned(_INTERESTS, columns)
    ordered = {visitor: at["order"] for visitor, at in steps.items() if "order" in at}
    if ordered:
        execute_planned(_ORDERED, [list(ordered), list(ordered.values())])


def forget_old() -> int:
    """Delete what is no longer live in the current business; returns how many rows went."""
    now, gone = timezone.now(), 0
    with connection.cursor() as cursor:
        for statement, age in _OLD:
            cursor.execute(statement, [now - age])
            gone += cursor.rowcount
    return gone


def forget_visitors(visitor_ids: Sequence[UUID]) -> None:
    """Delete what is live of some visitors of the current business; what was counted by the minute ages."""
    with connection.cursor() as cursor:
        for statement in _OF_VISITORS:
            cursor.execute(statement, [list(visitor_ids)])
