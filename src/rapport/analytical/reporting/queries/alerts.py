"""Reads of watched metrics and of when they stood out."""

from typing import cast
from uuid import UUID

from django.db.models import Q, QuerySet

from rapport.analytical.reporting.contracts.alerts import AlertLine, RiseLine, Sense, Side, Watched, Way
from rapport.analytical.reporting.models import MetricAlert, MetricRise
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.rows import get_row


def list_alerts(actor: Actor) -> QuerySet[MetricAlert]:
    """Return one's own alerts and those one is named in; everybody's for who may edit all.

    Raises `Forbidden`.
    """
    actor.require("view", "report")
    if actor.scope("edit", "report") is Scope.ALL:
        return MetricAlert.objects.all()
    return MetricAlert.objects.filter(Q(owner_id=actor.id) | Q(members__contains=[actor.id]))


def get_alert(alert_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> MetricAlert:
    """Return an alert, locked where asked; only its owner and who may edit all may change it.

    Raises `Missing`, `Forbidden`.
    """
    actor.require(verb, "report")
    rows = list_alerts(actor).filter(id=alert_id)
    if verb != "view" and actor.scope("edit", "report") is not Scope.ALL:
        rows = rows.filter(owner_id=actor.id) if actor.id else rows.none()
    return get_row(rows, Missing("There is no such alert."), lock=lock)


def list_rises(alert_id: UUID, *, actor: Actor) -> QuerySet[MetricRise]:
    """Return when a watched metric stood out; raises `Missing`, `Forbidden`."""
    get_alert(alert_id, actor=actor)
    return MetricRise.objects.filter(alert_id=alert_id)


def list_open_rises(alerts: list[UUID]) -> dict[UUID, RiseLine]:
    """Return what stands out now, by alert; one query."""
    rows = MetricRise.objects.filter(alert_id__in=alerts, ended_at=None)
    return {row.alert_id: rise_of(row) for row in rows}


def line_of(row: MetricAlert) -> AlertLine:
    """Return an alert as it stands."""
    return AlertLine(
        id=row.id,
        name=row.name,
        metric=row.metric,
        filter=row.filter,
        way=cast("Way", row.way),
        sense=cast("Sense", row.sense),
        side=cast("Watched", row.side),
        limit=row.limit,
        members=tuple(row.members),
        owner_id=row.owner_id,
        active=row.active,
        judged_day=row.judged_day,
        trouble=row.trouble,
        version=row.version,
        created_at=row.created_at,
    )


def rise_of(row: MetricRise) -> RiseLine:
    """Return one time a metric stood out."""
    return RiseLine(
        id=row.id,
        alert_id=row.alert_id,
        side=cast("Side", row.side),
        first_day=row.first_day,
        last_day=row.last_day,
        value=row.value,
        usual=row.usual,
        low=row.low,
        high=row.high,
        told_at=row.told_at,
        told_by=row.told_by,
        ended_at=row.ended_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by_id=row.acknowledged_by_id,
        remark=row.remark,
    )
