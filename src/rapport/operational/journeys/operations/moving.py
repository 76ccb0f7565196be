"""Moving a cohort: one statement locks whoever is due at a step, decides their way, and moves them all.

Whoever another process moves at the moment is skipped. Counters and places change in the transaction of the
caller, so that a kill leaves everybody where they were or where they went, with what was done for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.customers.party.api import hash_joins
from rapport.kernel.settings.api import get_setting
from rapport.operational.journeys.contracts.graph import Graph, Node
from rapport.operational.journeys.rules.graph import seconds_of

LONGEST_PATH = 1_000
_DUE = """
select t.id, t.party_id, t.heard from journey_traveller t
 where t.version_id = %(version)s and t.node = %(node)s and t.left_at is null and t.due_at <= %(now)s
 order by t.due_at, t.id limit %(limit)s for update skip locked
"""
_THESE = """
select t.id, t.party_id, t.heard from journey_traveller t
 where t.id = any(%(ids)s) and t.left_at is null
"""
# The zone of each one's wall is asked only where somebody comes to a step that waits for a time of day.
_ZONED = """, zone as materialized (select name from pg_timezone_names),
placed as (
    select d.id, d.way, coalesce(z.name, %(zone)s) as zone
      from decided d join party p on p.id = d.party_id left join zone z on z.name = p.zone
)"""
_PLAIN = ", placed as (select d.id, d.way, %(zone)s::text as zone from decided d)"
_WALL = """(((%(now)s::timestamptz at time zone s.zone)::date + {ahead} + g.clock) at time zone s.zone)"""
DUE_AT = f"""
case when g.clock is null then %(now)s::timestamptz + make_interval(secs => g.seconds)
     when {_WALL.format(ahead=0)} > %(now)s then {_WALL.format(ahead=0)}
     when {_WALL.format(ahead=1)} > %(now)s then {_WALL.format(ahead=1)}
     else {_WALL.format(ahead=2)} end
"""
_MOVE = """
with cohort as materialized ({some}),
decided as materialized (select s.id, s.party_id, {way} as way from cohort s{join}){placed},
moved as (
    update journey_traveller t
       set node = g.target, visit = t.visit + 1, heard = false, waits_for = g.waits_for, due_at = {due_at},
           path = t.path || g.target,
           goal_at = case when g.goal then coalesce(t.goal_at, %(now)s) else t.goal_at end,
           left_at = case when g.ends or cardinality(t.path) >= %(longest)s then %(now)s::timestamptz end,
           why = case when g.ends then 'done' when cardinality(t.path) >= %(longest)s then 'too-long'
                      else 'on-the-way' end
      from placed s
      join unnest(%(ways)s::text[], %(targets)s::text[], %(seconds)s::float8[], %(clocks)s::time[],
                  %(waits)s::text[], %(goals)s::bool[], %(ends)s::bool[])
           as g(way, target, seconds, clock, waits_for, goal, ends) on g.way = s.way
     where t.id = s.id
 returning g.way
)
select way, count(*) from moved group by way
"""
_COUNT = """
insert into journey_count as c (id, version_id, node, way, people)
select uuidv7(), %(version)s, %(node)s, n.way, n.people
  from unnest(%(gone)s::text[], %(people)s::int8[]) as n(way, people)
on conflict (tenant_id, version_id, node, way) do update set people = c.people + excluded.people
"""


@dataclass(frozen=True, slots=True)
class Deciding:
    """How a cohort's ways are decided: an expression over `s` with a join, and their parameters."""

    way: str
    join: str = ""
    values: Mapping[str, Any] | None = None


def move_due(
    version_id: UUID, graph: Graph, node: Node, deciding: Deciding, *, now: datetime, limit: int
) -> int:
    """Move up to `limit` of those due at a step on, each by their way; returns how many.

    Within the caller's transaction and tenant.
    """
    values = {"version": version_id, "limit": limit, "now": now, **(deciding.values or {})}
    return _move(_DUE, deciding, _describe(graph, node) | values, limit)


def move_these(ids: Sequence[UUID], version_id: UUID, graph: Graph, node: Node, *, now: datetime) -> int:
    """Move these, locked by the caller, on to what follows; returns how many."""
    values = {"version": version_id, "ids": list(ids), "now": now}
    return _move(_THESE, Deciding("'next'::text"), _describe(graph, node) | values, len(ids))


def _describe(graph: Graph, node: Node) -> dict[str, Any]:
    """Return where each way out of a step leads, and what waits there, as parameters."""
    targets = [graph.nodes[name] for name in node.after.values()]
    return {
        "node": node.id,
        "zone": get_setting("business.zone"),
        "longest": LONGEST_PATH,
        "ways": list(node.after),
        "targets": [one.id for one in targets],
        "seconds": [float(seconds_of(one)) if one.kind in ("wait", "await") else 0.0 for one in targets],
        "clocks": [one.text("clock") if one.kind == "until" else None for one in targets],
        "waits": [one.text("fact") if one.kind == "await" else "" for one in targets],
        "goals": [one.kind == "goal" for one in targets],
        "ends": [one.kind == "exit" for one in targets],
    }


def _move(some: str, deciding: Deciding, values: Mapping[str, Any], size: int) -> int:
    statement = _MOVE.format(
        some=some,
        way=deciding.way,
        join=deciding.join,
        placed=_ZONED if any(values["clocks"]) else _PLAIN,
        due_at=DUE_AT,
    )
    with connection.cursor() as cursor, hash_joins(cursor, size):
        cursor.execute(statement, values)
        counted = cursor.fetchall()
        if counted:
            gone = {"gone": [row[0] for row in counted], "people": [row[1] for row in counted]}
            cursor.execute(_COUNT, {**values, **gone})
    return sum(int(row[1]) for row in counted)
