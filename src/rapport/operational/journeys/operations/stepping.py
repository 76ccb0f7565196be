"""The step: everybody who is due moves on, a cohort at each step of each version by one statement."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone

from rapport.kernel.identity.api import Actor
from rapport.kernel.lots import write_lot
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.journeys.contracts import Published
from rapport.operational.journeys.contracts.graph import KINDS, Node
from rapport.operational.journeys.models import Journey, JourneyTraveller, JourneyVersion
from rapport.operational.journeys.operations.acting import act
from rapport.operational.journeys.operations.finding import find_sql
from rapport.operational.journeys.operations.moving import Deciding, move_due
from rapport.operational.journeys.queries.journeys import line_of, published_of

CHUNK = 100_000
"""How many one statement moves at most: one transaction of some seconds."""
FEW = 500
"""The same where something is done for each one."""
_SHARE = "select state from journey where id = %s for share"
_LEAVE = """
update journey_traveller t set left_at = %(now)s, why = 'condition', waits_for = ''
 where t.id in (select s.id from journey_traveller s
                 where s.version_id = %(version)s and s.left_at is null and s.due_at <= %(now)s
                   and s.party_id in ({found}) for update skip locked)
"""


def step_everybody(*, actor: Actor, safe: Callable[[], None] = lambda: None) -> int:
    """Move everybody on who is due, until nobody is; returns how many steps were made.

    `safe` is called between transactions and may raise to end it. Several may run at once.
    """
    steps = 0
    published: dict[UUID, Published] = {}
    while True:
        with as_tenant(actor.tenant_id):
            cohorts = list_cohorts(timezone.now())
        made = 0
        for version_id in {version_id for version_id, _node in cohorts}:
            _leave_by_condition(version_id, published, actor=actor)
        for version_id, node in cohorts:
            while moved := step_cohort(version_id, node, published, actor=actor):
                made += moved
                safe()
        steps += made
        if not made:
            return steps


def list_cohorts(now: datetime) -> list[tuple[UUID, str]]:
    """Return at which steps of which versions somebody is due, those waiting longest first."""
    due = JourneyTraveller.objects.filter(left_at=None, due_at__lte=now, journey__state="live")
    counted = due.values("version_id", "node").annotate(first=Min("due_at"), people=Count("id"))
    return [(row["version_id"], row["node"]) for row in counted.order_by("first")]


def step_cohort(
    version_id: UUID, name: str, published: dict[UUID, Published], *, actor: Actor, limit: int | None = None
) -> int:
    """Move the next of those due at a step on, in one transaction; returns how many, 0 at the end."""
    with unit_of_work(actor) as work:
        version = _load(version_id, published)
        if not _is_live(version.journey_id):
            return 0
        node = version.graph.nodes[name]
        if KINDS[node.kind].acts:
            line = line_of(Journey.objects.get(id=version.journey_id))
            return act(line, version, node, work, limit=limit or FEW)
        deciding = _decide(version, node, work)
        return move_due(version_id, version.graph, node, deciding, now=work.now, limit=limit or CHUNK)


def find_next_due() -> datetime | None:
    """Return when the next of those on the way is due (UTC)."""
    rows = JourneyTraveller.objects.filter(left_at=None)
    found: datetime | None = rows.aggregate(next=Min("due_at"))["next"]
    return found


def _decide(version: Published, node: Node, work: Work) -> Deciding:
    match node.kind:
        case "branch":
            found, values = find_sql(node.text("filter"), actor=work.actor, now=work.now)
            join = f" left join ({found}) f on f.id = s.party_id"
            return Deciding("case when f.id is null then 'no' else 'yes' end", join, values)
        case "split":
            lot = write_lot("%(salt)s", "s.party_id")
            values = {"salt": f"{version.journey_id}{node.id}", "share": node.number("share") * 100}
            return Deciding(f"case when {lot} < %(share)s then 'a' else 'b' end", values=values)
        case "await":
            return Deciding("case when s.heard then 'came' else 'not' end")
    return Deciding("'next'::text")


def _leave_by_condition(version_id: UUID, published: dict[UUID, Published], *, actor: Actor) -> None:
    with unit_of_work(actor) as work:
        version = _load(version_id, published)
        text = version.graph.entry.text("leave_filter")
        if not text or not _is_live(version.journey_id):
            return
        found, values = find_sql(text, actor=actor, now=work.now)
        with connection.cursor() as cursor:
            cursor.execute(_LEAVE.format(found=found), {"version": version_id, "now": work.now, **values})


def _load(version_id: UUID, published: dict[UUID, Published]) -> Published:
    if version_id not in published:
        published[version_id] = published_of(JourneyVersion.objects.get(id=version_id))
    return published[version_id]


def _is_live(journey_id: UUID) -> bool:
    """Tell whether a journey goes on, and keep it so until the transaction ends: pausing waits that long."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARE, [journey_id])
        row = cursor.fetchone()
    return row is not None and row[0] == "live"
