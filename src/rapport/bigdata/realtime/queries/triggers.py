"""Reads of triggers and of what they fired."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import connections
from django.db.models import Count, Max, QuerySet

from rapport.bigdata.realtime.contracts import Firing, Repeat, TriggerKind, TriggerLine
from rapport.bigdata.realtime.models import Trigger, TriggerFiring
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.rows import get_row

KIND = "trigger"


def require(actor: Actor, verb: str, kind: str = KIND) -> None:
    """Raise `Forbidden` unless the right reaches all: visitors are the whole business's."""
    if actor.require(verb, kind) is not Scope.ALL:
        raise Forbidden("Only who may do this for the whole business.", code="not-permitted")


def list_active() -> list[TriggerLine]:
    """Return the triggers of the current business that are on."""
    return [line_of(row) for row in Trigger.objects.filter(active=True).order_by("id")]


def list_names() -> list[tuple[UUID, str]]:
    """Return the triggers of the current business by name, for who says what follows on one."""
    return list(Trigger.objects.order_by("name", "id").values_list("id", "name"))


def list_kinds() -> list[tuple[str, str]]:
    """Return the kinds of triggers, each with what a visitor does."""
    return [(value, str(label)) for value, label in Trigger.Kind.choices]


def list_waiting_tenants() -> list[UUID]:
    """Return the businesses with a trigger that fires by the clock, read as the relay."""
    with connections["relay"].cursor() as cursor:
        cursor.execute("select tenant_id from trigger_by_the_clock()")
        return [row[0] for row in cursor.fetchall()]


def list_triggers(actor: Actor) -> QuerySet[Trigger]:
    """Return the triggers of the business; raises `Forbidden`."""
    require(actor, "view")
    return Trigger.objects.all()


def get_trigger(trigger_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> Trigger:
    """Return a trigger, locked where asked; raises `Missing`, `Forbidden`."""
    require(actor, verb)
    rows = Trigger.objects.filter(id=trigger_id)
    return get_row(rows, Missing("There is no such trigger."), lock=lock)


def list_firings(trigger_id: UUID, *, actor: Actor) -> QuerySet[TriggerFiring]:
    """Return what a trigger fired in the last sixty days; raises `Missing`, `Forbidden`."""
    get_trigger(trigger_id, actor=actor)
    return TriggerFiring.objects.filter(trigger_id=trigger_id)


def count_firings(trigger_ids: Sequence[UUID], *, since: datetime) -> dict[UUID, tuple[int, datetime]]:
    """Return how often each fired since a moment, and when last; those that did not are left out."""
    rows = (
        TriggerFiring.objects.filter(trigger_id__in=trigger_ids, fired_at__gte=since)
        .values("trigger_id")
        .annotate(fired=Count("id"), last=Max("fired_at"))
    )
    return {row["trigger_id"]: (row["fired"], row["last"]) for row in rows}


def line_of(row: Trigger) -> TriggerLine:
    """Return a trigger as it stands."""
    return TriggerLine(
        id=row.id,
        name=row.name,
        kind=cast("TriggerKind", row.kind),
        event=row.event,
        times=row.times,
        minutes=row.minutes,
        same=row.same,
        who=row.who,
        repeat=cast("Repeat", row.repeat),
        active=row.active,
        version=row.version,
        created_at=row.created_at,
    )


def firing_of(row: TriggerFiring) -> Firing:
    """Return one time a trigger fired."""
    return Firing(row.trigger_id, row.visitor_id, row.happened_at, row.window_at, row.fired_at, row.thing)


def list_recent(most: int = 8) -> list[tuple[str, Firing]]:
    """Return what fired last in the current business, newest first, with the trigger's name."""
    rows = TriggerFiring.objects.select_related("trigger").order_by("-fired_at", "-id")[:most]
    return [(row.trigger.name, firing_of(row)) for row in rows]
