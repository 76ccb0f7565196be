"""A business's triggers: add, change, switch, remove."""

from collections.abc import Mapping
from typing import Any, get_args
from uuid import UUID

from rapport.bigdata.ingest.api import list_event_names
from rapport.bigdata.realtime.contracts import Repeat, TriggerKind, TriggerLine
from rapport.bigdata.realtime.models import Trigger
from rapport.bigdata.realtime.queries.triggers import get_trigger, line_of, require
from rapport.kernel.errors import Clash, Invalid, say
from rapport.kernel.filters.api import InvalidFilter, check, parse, write_json
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work

MOST = 50
MOST_TIMES = 100
LONGEST = {"times": 60, "idle": 12 * 60, "present": 0, "cheaper": 0, "back": 0}
"""Minutes at most, by kind: what is looked back over lies well within what is kept."""
FIELDS = ("name", "kind", "event", "times", "minutes", "same", "who", "repeat", "active")


def add_trigger(values: Mapping[str, Any], *, actor: Actor) -> TriggerLine:
    """Add a trigger (see `TriggerLine`); it looks at what comes from now on.

    Raises `Invalid`, `Forbidden`, `Clash` past fifty.
    """
    require(actor, "create")
    with unit_of_work(actor) as work:
        checked = _check({"event": "", "times": 1, "minutes": 0, "same": False, "who": None, **values}, work)
        if Trigger.objects.count() >= MOST:
            raise Clash("There are as many triggers as there can be.", code="too-many-triggers")
        return line_of(Trigger.objects.create(**checked, created_at=work.now))


def change_trigger(trigger_id: UUID, values: Mapping[str, Any], *, actor: Actor) -> TriggerLine:
    """Change what a trigger looks for, or switch it (`active`); what is left out stays.

    Raises `Missing`, `Forbidden`, `Invalid`. What it fired stays fired.
    """
    with unit_of_work(actor) as work:
        row = get_trigger(trigger_id, actor=actor, verb="edit", lock=True)
        checked = _check({**{name: getattr(row, name) for name in FIELDS}, **values}, work)
        for name, value in checked.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*checked, "version"])
    return line_of(row)


def remove_trigger(trigger_id: UUID, *, actor: Actor) -> None:
    """Forget a trigger and the list of what it fired; the facts stay. Raises `Missing`, `Forbidden`."""
    with unit_of_work(actor):
        get_trigger(trigger_id, actor=actor, verb="delete", lock=True).delete()


def _check(values: Mapping[str, Any], work: Work) -> dict[str, Any]:
    """Return the columns of a sound trigger: what its kind does not use is empty. Raises `Invalid`."""
    kind = str(values.get("kind"))
    wrong: dict[str, str] = {}
    if kind not in get_args(TriggerKind):
        raise Invalid("The trigger is wrong.", fields={"kind": say("There is no such kind.")})
    found: dict[str, Any] = {"kind": kind, "active": values.get("active", True)}
    found["name"] = str(values.get("name") or "").replace("\0", "").strip()
    found["repeat"] = values.get("repeat", "day")
    found |= _check_amounts(kind, values, wrong)
    if not 1 <= len(found["name"]) <= 120:
        wrong["name"] = say("1 to 120 characters.")
    if found["repeat"] not in get_args(Repeat):
        wrong["repeat"] = say("An hour, a day or a week.")
    found["who"] = _check_who(values.get("who"), wrong, work.actor)
    if wrong:  # by its kind, or by what is there: no description of a call can tell
        raise Clash("The trigger is wrong.", fields=wrong)
    return found


def _check_amounts(kind: str, values: Mapping[str, Any], wrong: dict[str, str]) -> dict[str, Any]:
    """Return event, times, minutes and same as the kind uses them."""
    counted = kind == "times"
    found = {
        "event": str(values["event"]) if counted else "",
        "times": values["times"] if counted else 1,
        "same": bool(values["same"]) if counted else False,
        "minutes": values["minutes"] if LONGEST[kind] else 0,
    }
    if counted and found["event"] not in list_event_names():
        wrong["event"] = say("No event of this name was ever sent.")
    if not 1 <= int(found["times"]) <= MOST_TIMES:
        wrong["times"] = say("1 to %(most)s.", most=MOST_TIMES)
    if LONGEST[kind] and not 1 <= int(found["minutes"]) <= LONGEST[kind]:
        wrong["minutes"] = say("1 to %(most)s.", most=LONGEST[kind])
    return found


def _check_who(who: Any, wrong: dict[str, str], actor: Actor) -> dict[str, Any] | None:
    if who is None:
        return None
    try:
        return write_json(check(parse(who), "customer", actor=actor))
    except InvalidFilter as error:
        wrong["who"] = next((one.reason for one in error.refusals), say("This is no filter of customers."))
        return None
