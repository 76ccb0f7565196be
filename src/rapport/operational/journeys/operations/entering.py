"""Coming in: by facts, into segments, each day, by programs; one statement for all who come at once."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.customers.party.api import hash_joins, resolve_customer
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.kernel.lots import write_lot
from rapport.kernel.work.api import unit_of_work
from rapport.operational.journeys.contracts import JourneyLine, Published
from rapport.operational.journeys.models import Journey
from rapport.operational.journeys.operations.finding import find_sql
from rapport.operational.journeys.operations.waking import wake
from rapport.operational.journeys.queries.journeys import find_published, get_journey_for_update, line_of

_MANY = 1_000_000
_GIVEN = "select unnest(%(ids)s::uuid[]) as id"
_OF_THESE = "select id from ({found}) f where f.id = any(%(ids)s)"
_AGAIN = {
    "never": "not exists (select 1 from journey_traveller o where o.journey_id = %(journey)s"
    " and o.party_id = c.id)",
    "after": "not exists (select 1 from journey_traveller o where o.journey_id = %(journey)s"
    " and o.party_id = c.id and (o.left_at is null or o.entered_at > %(since)s))",
    "always": "not exists (select 1 from journey_traveller o where o.journey_id = %(journey)s"
    " and o.party_id = c.id and o.left_at is null)",
}
_ENTER = """
insert into journey_traveller
    (id, journey_id, version_id, party_id, node, visit, due_at, waits_for, heard, held_out, thing, path,
     entered_at, left_at, why)
select uuidv7(), %(journey)s, %(version)s, d.id, %(node)s, 0, %(now)s, '', false, d.held, %(thing)s,
       array[%(node)s::text], %(now)s, case when d.held then %(now)s::timestamptz end,
       case when d.held then 'held-out' else 'on-the-way' end
  from (select c.id, {lot} < %(hold_out)s * 100 as held from ({found}) c
         where {again} and exists (select 1 from party p where p.id = c.id and p.merged_into_id is null)) d
    on conflict do nothing
"""


def enter_people(
    line: JourneyLine,
    published: Published,
    *,
    actor: Actor,
    now: datetime,
    ids: Collection[UUID] | None = None,
    thing: str = "",
) -> int:
    """Have customers come in, those of `ids` or all; not whom conditions or the rule of coming again forbid.

    Within the caller's transaction; returns how many came. Who is drawn to be held out is written down and
    led nowhere.
    """
    entry = published.graph.entry
    found, values = _GIVEN, dict[str, Any]()
    if entry.text("filter"):
        found, values = find_sql(entry.text("filter"), actor=actor, now=now)
        if ids is not None:
            found = _OF_THESE.format(found=found)
    elif ids is None:
        found, values = find_sql("", actor=actor, now=now)
    statement = _ENTER.format(
        found=found, again=_AGAIN[entry.text("again")], lot=write_lot("%(seed)s", "c.id")
    )
    given: dict[str, Any] = {
        "journey": line.id,
        "version": published.id,
        "node": entry.id,
        "now": now,
        "ids": list(ids or ()),
        "since": now - timedelta(days=entry.number("again_days")),
        "hold_out": entry.number("hold_out"),
        "seed": line.seed,
        "thing": thing[:200],
    }
    with connection.cursor() as cursor, hash_joins(cursor, _MANY if ids is None else len(ids)):
        cursor.execute(statement, {**given, **values})
        return int(cursor.rowcount)


def enter_customer(journey_id: UUID, party_id: UUID, *, actor: Actor) -> bool:
    """Have a customer come in since a program or a member says so; tells whether they did.

    Raises `Missing` (journey or customer), `Conflict` where the journey is not live.
    """
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor)
        party = resolve_customer(party_id, actor=actor)
        published = find_published(row.id, row.live)
        if row.state != "live" or published is None:
            raise Conflict("This journey is not live.", code="state")
        came = enter_people(line_of(row), published, actor=actor, now=work.now, ids=[party])
        if came:
            wake(actor)
    return bool(came)


def enter_daily(today: date, clock: str, *, actor: Actor) -> int:
    """Have all come in whom journeys look for each day, whose time of day has come and that have not today.

    `today` and `clock` (such as 09:00) are the business's own. Returns how many came.
    """
    came = 0
    with unit_of_work(actor) as work:
        rows = Journey.objects.select_for_update(skip_locked=True).filter(state="live")
        for row in rows.exclude(asked_on=today).order_by("id"):
            published = find_published(row.id, row.live)
            if published is None or published.graph.entry.text("trigger") != "daily":
                continue
            if clock >= published.graph.entry.text("clock"):
                came += enter_people(line_of(row), published, actor=actor, now=work.now)
                row.asked_on = today
                row.save(update_fields=["asked_on"])
    return came
