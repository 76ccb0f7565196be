"""Watched metrics: add, change, rest, remove; take note of one that stands out."""

from collections.abc import Mapping
from dataclasses import fields
from math import isfinite
from typing import Any, get_args
from uuid import UUID

from rapport.analytical.reporting.contracts import Question
from rapport.analytical.reporting.contracts.alerts import (
    WATCH,
    AlertDraft,
    AlertLine,
    RiseLine,
    Sense,
    Watched,
    Way,
)
from rapport.analytical.reporting.models import MetricAlert, MetricRise
from rapport.analytical.reporting.queries.alerts import get_alert, line_of, rise_of
from rapport.analytical.reporting.queries.asking import check_answerable
from rapport.kernel.errors import Clash, Conflict, Forbidden, Missing, RapportError, Unknown, say
from rapport.kernel.filters.api import EVERYTHING, Filter, InvalidFilter, parse, write_compact
from rapport.kernel.identity.api import Actor, known_members, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

MOST, MOST_MEMBERS = 200, 50
FIELDS = tuple(one.name for one in fields(AlertDraft))


def add_alert(draft: AlertDraft, *, actor: Actor) -> AlertLine:
    """Watch a metric from the next day that is whole, as the actor sees it.

    Raises `Forbidden`; `Unknown` for a metric, filter or member there is not; `Clash` for what does not fit.
    """
    actor.require("create", "report")
    if actor.id is None:
        raise Forbidden("An alert belongs to somebody.", code="no-owner")
    with unit_of_work(actor) as work:
        checked = _check({name: getattr(draft, name) for name in FIELDS}, actor)
        if MetricAlert.objects.count() >= MOST:
            raise Clash("There are as many alerts as there can be.", code="too-many-alerts")
        owner = {"owner_id": actor.id, "owner_kind": actor.kind}
        line = line_of(MetricAlert.objects.create(**checked, **owner, created_at=work.now))
        enqueue(WATCH, {}, actor=system_actor(actor.tenant_id), key=WATCH)
    return line


def change_alert(alert_id: UUID, values: Mapping[str, Any], *, actor: Actor) -> AlertLine:
    """Change what is watched, or let it rest (`active`); what is left out stays.

    What stands out by the old rule is over then. Raises `Missing` and what `add_alert` raises.
    """
    with unit_of_work(actor) as work:
        row = get_alert(alert_id, actor=actor, verb="edit", lock=True)
        checked = _check({name: getattr(row, name) for name in FIELDS} | dict(values), actor)
        row.active = bool(values.get("active", row.active))
        if any(getattr(row, name) != checked[name] for name in FIELDS if name not in ("name", "members")):
            row.judged_day, row.trouble = None, ""
            MetricRise.objects.filter(alert=row, ended_at=None).update(ended_at=work.now)
        for name, value in checked.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*checked, "active", "judged_day", "trouble", "version"])
    return line_of(row)


def remove_alert(alert_id: UUID, *, actor: Actor) -> None:
    """Watch it no more, and forget when it stood out; raises `Missing`, `Forbidden`."""
    with unit_of_work(actor):
        get_alert(alert_id, actor=actor, verb="delete", lock=True).delete()


def acknowledge_rise(alert_id: UUID, rise_id: UUID, remark: str = "", *, actor: Actor) -> RiseLine:
    """Take note of a metric that stands out, with a word why; whoever sees the alert may, the first counts.

    Raises `Missing`, `Forbidden`, `Conflict` where somebody did.
    """
    with unit_of_work(actor) as work:
        get_alert(alert_id, actor=actor)
        row = MetricRise.objects.select_for_update().filter(id=rise_id, alert_id=alert_id).first()
        if row is None:
            raise Missing("There is no such alert.")
        if row.acknowledged_at is not None:
            raise Conflict("Somebody took note of it already.", code="acknowledged")
        row.acknowledged_at, row.acknowledged_by_id = work.now, actor.id
        row.remark = remark.replace("\0", "").strip()[:300]
        row.save(update_fields=["acknowledged_at", "acknowledged_by_id", "remark"])
    return rise_of(row)


def _check(values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Return the columns of a sound alert; ids that are nobody's come before all else."""
    found = {name: values[name] for name in FIELDS}
    found["members"] = list(dict.fromkeys(found["members"]))
    if set(found["members"]) - known_members(found["members"]):
        raise Unknown("There is no such member.", fields={"members": say("There is no such member.")})
    found["filter"] = _check_question(str(found["metric"]), str(found["filter"] or ""), actor)
    found["name"] = str(found["name"] or "").replace("\0", "").strip()
    wrong: dict[str, str] = {}
    if not 1 <= len(found["name"]) <= 80:
        wrong["name"] = say("1 to 80 characters.")
    for name, known in (("way", Way), ("sense", Sense), ("side", Watched)):
        if found[name] not in get_args(known):
            wrong[name] = say("There is no such choice.")
    if len(found["members"]) > MOST_MEMBERS:
        wrong["members"] = say("At most %(most)s.", most=MOST_MEMBERS)
    if found["way"] == "usual":
        found["limit"] = None
    elif found["limit"] is None or not isfinite(float(found["limit"])):
        wrong["limit"] = say("Say the limit as a number.")
    if wrong:
        raise Clash("This cannot be watched.", fields=wrong)
    return found


def _check_question(metric: str, written: str, actor: Actor) -> str:
    """Return the filter in its short form, once metric and filter can be asked by day."""
    try:
        narrowed: Filter = parse(written) if written else EVERYTHING
        check_answerable(Question((metric,), ("day",), narrowed), actor)
    except InvalidFilter as refusal:
        raise Unknown("This cannot be watched.", fields={"filter": str(refusal)}) from refusal
    except Forbidden:
        raise
    except RapportError as refusal:
        fields = refusal.reasons or {"metric": refusal.text}
        raise Unknown("This cannot be watched.", fields={"metric": next(iter(fields.values()))}) from refusal
    return write_compact(narrowed) if narrowed != EVERYTHING else ""
