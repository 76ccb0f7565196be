"""The filter as a pure predicate over one record: the same answer as the database gives."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rapport.kernel.filters.contracts import (
    And,
    Circumstances,
    Condition,
    Filter,
    FilterField,
    Money,
    Not,
    Or,
    Related,
    Relation,
    Span,
    Test,
)
from rapport.kernel.filters.rules.values import understand

Fields = Mapping[str, FilterField]
Tied = Callable[[str], tuple[Fields, Mapping[str, Relation]]]


def evaluate(
    filter: Filter,
    record: Any,
    fields: Fields,
    relations: Mapping[str, Relation],
    *,
    tied: Tied,
    at: Circumstances,
) -> bool:
    """Tell whether a record matches; `tied(kind)` gives the fields and relations of another kind."""

    def hold(part: Filter) -> bool:
        match part:
            case And(parts):
                return all(hold(one) for one in parts)
            case Or(parts):
                return any(hold(one) for one in parts)
            case Not(one):
                return not hold(one)
            case Condition(field=name):
                return holds(understand(part, fields[name], at), record, at)
            case Related(name, where, some):
                relation = relations[name]
                own, further = tied(relation.kind)
                others = _get(record, name, relation.read) or ()
                found = any(evaluate(where, one, own, further, tied=tied, at=at) for one in others)
                return found == some

    return hold(filter)


def holds(test: Test, record: Any, at: Circumstances) -> bool:
    """Tell whether a record's field compares so; nothing there matches no comparison but “empty”."""
    raw = _get(record, test.field.name, test.field.read)
    found = [raw] if not isinstance(raw, list | tuple | set | frozenset) else list(raw)
    values = [one for one in found if one is not None and one != ""]
    operator = test.operator
    if operator == "contains":
        return any(at.contains(one, test.values[0]) for one in values)
    if test.field.type in ("text", "choice", "tags"):
        values = [test.field.normal(one) for one in values]
    if operator in ("filled", "empty"):
        return bool(values) == (operator == "filled")
    if test.field.type == "tags":
        return _tags(operator, set(values), set(test.values))
    if operator in ("is_not", "none_of"):
        rest = [one for one in values if _comparable(one, test)]
        return bool(rest) and not any(one == wanted for one in rest for wanted in test.values)
    return any(_compare(operator, one, test.values) for one in values)


def _comparable(value: Any, test: Test) -> bool:
    """Money compares within its currency only."""
    return not isinstance(value, Money) or value.currency == test.values[0].currency


def _tags(operator: str, there: set[Any], wanted: set[Any]) -> bool:
    if operator == "all_of":
        return wanted <= there
    return bool(wanted & there) == (operator == "any_of")


def _compare(operator: str, value: Any, wanted: tuple[Any, ...]) -> bool:
    if isinstance(wanted[0], Span):
        return any(_within(value, span) for span in wanted)
    if isinstance(wanted[0], Money):
        if value.currency != wanted[0].currency:
            return False
        value, wanted = value.minor, tuple(one.minor for one in wanted)
    if operator == "between":
        low, high = sorted(wanted)
        return bool(low <= value <= high)
    return bool(_COMPARE[operator](value, wanted))


_COMPARE: Mapping[str, Callable[[Any, tuple[Any, ...]], bool]] = {
    "is": lambda value, wanted: value == wanted[0],
    "any_of": lambda value, wanted: value in wanted,
    "under": lambda value, wanted: value in wanted,
    "above": lambda value, wanted: value > wanted[0],
    "at_least": lambda value, wanted: value >= wanted[0],
    "below": lambda value, wanted: value < wanted[0],
    "at_most": lambda value, wanted: value <= wanted[0],
    "starts_with": lambda value, wanted: value.startswith(wanted[0]),
}


def _within(value: date, span: Span) -> bool:
    if span.start is not None and (value < span.start or (span.open_start and value == span.start)):
        return False
    return span.end is None or value < span.end or (span.closed and value == span.end)


def _get(record: Any, name: str, read: Callable[[Any], Any] | None) -> Any:
    if read is not None:
        return read(record)
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)
