"""The builder as its template draws it: groups, rows, and the right widget for each type of field."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from rapport.kernel.filters.api import (
    Condition,
    FilterField,
    InvalidFilter,
    Reading,
    arity_of,
    label_of_operator,
    operators_of,
    say_day,
    say_period,
)
from rapport.ui.rules.drafts import DATE, DEEPEST, DraftCondition, DraftGroup

PERIODS = (
    *("this-day", "last-7-days", "last-30-days", "last-90-days", "last-365-days"),
    *("this-week", "last-week", "this-month", "last-month", "this-quarter", "last-quarter"),
    *("this-year", "last-year", "next-7-days", "next-30-days"),
)
PERIODIC = ("within", "yearly")
DAYS = ("today", "yesterday", "tomorrow", "today-7d", "today-30d", "today-90d", "today-1y", "today+7d")


@dataclass(frozen=True, slots=True)
class Pick:
    """An answer of a select."""

    value: str
    label: object
    on: bool = False


@dataclass(frozen=True, slots=True)
class Widget:
    """A field of the form: `sort` is text, number, lines, pick, picks or day; a day has a date beside it."""

    sort: str
    name: str
    id: str
    label: str
    value: str = ""
    picks: Sequence[Pick] = ()
    date: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A condition as it is drawn."""

    path: str
    field: str
    fields: Sequence[tuple[str, Sequence[Pick]]]
    operators: Sequence[Pick]
    widgets: Sequence[Widget]
    error: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A group as it is drawn."""

    path: str
    modes: Sequence[Pick]
    parts: Sequence[Any] = field(default=())
    nests: bool = True
    root: bool = False
    group: bool = True


def draw_box(draft: DraftGroup, reading: Reading, path: str = "0") -> Box:
    """Return a group with everything in it, drawn for who reads it."""
    relation = draft.mode.partition(".")[2]
    known = reading.relations.get(relation)
    inner = reading.of(known.kind) if known else reading
    depth = path.count(".") + 1
    parts: list[Row | Box] = []
    for at, part in enumerate(draft.parts):
        here = f"{path}.{at}"
        if isinstance(part, DraftGroup):
            parts.append(draw_box(part, inner, here))
        else:
            parts.append(_row(part, inner, here))
    return Box(path, _modes(draft.mode, reading, depth == 1), parts, depth < DEEPEST - 1, depth == 1)


def why_not(condition: Condition, reading: Reading) -> str:
    """Return why a row is no condition yet, nothing where it is one."""
    try:
        reading.understand(condition)
    except InvalidFilter as refused:
        return next(iter(refused.fields.values()))
    return ""


def _modes(mode: str, reading: Reading, root: bool) -> list[Pick]:
    modes = {"and": _("All of these"), "or": _("Any of these"), "not": _("None of these")}
    for name, relation in {} if root else reading.relations.items():
        modes[f"some.{name}"] = _("Has %(records)s with all of these") % {"records": relation.label}
        modes[f"no.{name}"] = _("Has no %(records)s with all of these") % {"records": relation.label}
    return [Pick(value, label, value == mode) for value, label in modes.items()]


def _row(draft: DraftCondition, reading: Reading, path: str) -> Row:
    known = reading.fields.get(draft.field)
    grouped: dict[str, list[Pick]] = {}
    for name, one in reading.fields.items():
        grouped.setdefault(str(one.group), []).append(Pick(name, one.label, name == draft.field))
    if known is None:
        return Row(path, "", list(grouped.items()), (), ())
    operator = draft.operator if draft.operator in operators_of(known) else _usual(known)
    operators = [Pick(name, label_of_operator(name, known), name == operator) for name in operators_of(known)]
    values = draft.values if operator == draft.operator else draft.values[:1]
    tried = Condition(draft.field, operator, values)
    error = why_not(tried, reading) if values or arity_of(operator) == "none" else ""
    widgets = _widgets(known, operator, values, reading, path)
    return Row(path, draft.field, list(grouped.items()), operators, widgets, error)


def _usual(known: FilterField) -> str:
    """Return the operator a field begins with: what people mean most often."""
    usual = {"text": "contains" if known.searched else "is", "instant": "within", "date": "within"}
    return usual.get(known.type, operators_of(known)[0])


def _widgets(
    known: FilterField, operator: str, values: Sequence[str], reading: Reading, path: str
) -> list[Widget]:
    tried = Condition(known.name, operator, tuple(values))
    arity = arity_of(operator)
    if arity == "none":
        return []
    if arity != "pair":
        return [_widget(known, tried, reading, (f"value-{path}", f"value-{path}-0", _("Value")))]
    ends = (_("From"), _("To"))
    return [
        _widget(
            known,
            replace(tried, values=tried.values[at : at + 1]),
            reading,
            (f"value-{path}", f"value-{path}-{at}", ends[at]),
        )
        for at in range(2)
    ]


def _widget(known: FilterField, tried: Condition, reading: Reading, place: tuple[str, str, str]) -> Widget:
    first = tried.values[0] if tried.values else ""
    many = arity_of(tried.operator) == "list"
    picks = _picks(known, tried.operator, tried.values, reading)
    if known.type in ("date", "instant") and tried.operator not in PERIODIC:
        return Widget("day", *place, value=first, picks=picks, date=first if first not in DAYS else "")
    if picks:
        return Widget("picks" if many else "pick", *place, value=first, picks=picks)
    if many:
        lines = place[0].replace("value-", "lines-")
        text = "\n".join(tried.values)
        return Widget("lines", lines, *place[1:], value=text, hint=_("One on each line"))
    hint = f"100 {reading.at.currency}".strip() if known.type == "money" else ""
    return Widget("number" if known.type == "number" else "text", *place, value=first, hint=hint)


def _picks(known: FilterField, operator: str, values: Sequence[str], reading: Reading) -> list[Pick]:
    if operator in PERIODIC:
        offered = [*PERIODS, *(value for value in values if value not in PERIODS)]
        return [Pick(value, say_period(value), value in values) for value in offered]
    if known.type in ("date", "instant"):
        dated = bool(values) and values[0] not in DAYS
        days = [Pick(value, say_day(value), value in values) for value in DAYS]
        return [*days, Pick(DATE, _("a date …"), dated)]
    if known.type == "boolean":
        return [Pick("true", _("yes"), "true" in values), Pick("false", _("no"), "false" in values)]
    options = list(known.options(reading.actor)) if known.options else []
    picks = [Pick(one.value, one.label, one.value in values) for one in options]
    if known.target == "member":
        picks.insert(0, Pick("me", _("me"), "me" in values))
    offered_values = {pick.value for pick in picks}
    return picks + [Pick(value, value, True) for value in values if picks and value not in offered_values]
