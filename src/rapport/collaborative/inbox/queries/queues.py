"""Which conversations each queue holds, by conditions an index serves; how many, in one statement."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from rapport.collaborative.delivery.api import list_conversations
from rapport.collaborative.inbox.contracts import QueueCount
from rapport.collaborative.inbox.models import ThreadMention
from rapport.collaborative.inbox.rules.queues import COUNTED
from rapport.kernel.identity.api import Actor, load_teams

MOST = 999
"""Nobody works more off than that; beyond it the count says so."""
_COUNT = "(select count(*) from ({}) counted)"
Narrow = Callable[[QuerySet[Any], Actor, datetime], QuerySet[Any]]


def narrow_to(rows: QuerySet[Any], queue: str, actor: Actor) -> QuerySet[Any]:
    """Return those of the conversations that stand in a queue; without one, all that are open."""
    now = timezone.now()
    if queue == "closed":
        return rows.filter(state="closed")
    rows = rows.filter(state="open")
    if queue == "snoozed":
        return rows.filter(snoozed_until__gt=now)
    return _NARROW.get(queue, _all)(rows.filter(_awake(now)), actor, now)


def count_queues(actor: Actor) -> dict[str, QueueCount]:
    """Return how much each queue holds, up to a bound, in one statement whatever there is."""
    parts, values = list[str](), list[Any]()
    for queue in COUNTED:
        found = narrow_to(list_conversations(actor), queue.name, actor).order_by()
        try:
            statement, given = found.values_list("id")[: MOST + 1].query.sql_with_params()
        except EmptyResultSet:  # whoever has no team has nothing of a team's
            parts.append("0")
            continue
        parts.append(_COUNT.format(statement))
        values += given
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(parts), values)
        counted = cursor.fetchone()
    return {
        queue.name: QueueCount(queue.name, min(many, MOST), full=many > MOST)
        for queue, many in zip(COUNTED, counted, strict=True)
    }


def list_own_teams(actor: Actor) -> list[UUID]:
    """Return the teams the actor belongs to."""
    return [
        team.id for team in load_teams() if any(member == actor.member_id for member, _name in team.members)
    ]


def _awake(now: datetime) -> Q:
    return Q(snoozed_until=None) | Q(snoozed_until__lte=now)


def _all(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows


def _mine(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows.filter(assignee_id=actor.member_id) if actor.member_id else rows.none()


def _unassigned(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows.filter(assignee_id=None)


def _team(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows.filter(team_id__in=list_own_teams(actor))


def _mentions(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    if actor.member_id is None:
        return rows.none()
    named = ThreadMention.objects.filter(member_id=actor.member_id).values("conversation_id")
    return rows.filter(id__in=named)


def _us(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows.filter(waiting_since__isnull=False)


def _them(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows.filter(waiting_since=None)


def _late(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows.filter(answer_due_at__lt=now)


def _review(rows: QuerySet[Any], actor: Actor, now: datetime) -> QuerySet[Any]:
    return rows.filter(match__in=("new", "several", "claimed"))


_NARROW: dict[str, Narrow] = {
    "mine": _mine,
    "unassigned": _unassigned,
    "team": _team,
    "mentions": _mentions,
    "us": _us,
    "them": _them,
    "late": _late,
    "review": _review,
}
