"""Filters of figures in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.queries.words import write_split
from rapport.kernel.filters.api import And, Condition, Filter, Not, Or
from rapport.ui.api import Viewer

OPERATORS = {
    "any_of": gettext_lazy("is one of"),
    "none_of": gettext_lazy("is none of"),
    "is": gettext_lazy("is"),
    "is_not": gettext_lazy("is not"),
    "starts_with": gettext_lazy("starts with"),
    "contains": gettext_lazy("contains"),
    "filled": gettext_lazy("is filled"),
    "empty": gettext_lazy("is empty"),
}


def say_filter(filter: Filter, viewer: Viewer, units: Mapping[str, str]) -> list[str]:
    """Return what a filter asks, one sentence for each part that must hold."""
    if isinstance(filter, And):
        return [_say(one, viewer, units) for one in filter.parts]
    return [_say(filter, viewer, units)]


def _say(filter: Filter, viewer: Viewer, units: Mapping[str, str]) -> str:
    match filter:
        case And(parts):
            return " & ".join(_say(one, viewer, units) for one in parts)
        case Or(parts):
            return _(" or ").join(_say(one, viewer, units) for one in parts)
        case Not(part):
            return _("not: %(part)s") % {"part": _say(part, viewer, units)}
        case Condition(field, operator, values) if field in DIMENSIONS:
            known = DIMENSIONS[field]
            names = units if field == "unit" else {}
            said = ", ".join(_write(value, field, names, viewer) for value in values)
            return f"{known.label} {OPERATORS.get(operator, operator)} {said}".strip()
    return str(filter)


def _write(value: str, field: str, names: Mapping[str, str], viewer: Viewer) -> str:
    try:
        return write_split(value, DIMENSIONS[field], names, viewer)
    except (ValueError, IndexError):
        return value
