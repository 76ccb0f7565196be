"""A condition understood: its values in the type of its field."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rapport.kernel.errors import say
from rapport.kernel.filters.contracts import Circumstances, Condition, FilterField, Money, Span, Test
from rapport.kernel.filters.rules.days import read_day, read_moment, read_period, read_yearly, shift, start_of
from rapport.kernel.filters.rules.operators import arity_of, operators_of
from rapport.kernel.money.contracts import known_currencies, minor_digits, to_minor

_NUMBER = re.compile(r"[+-]?[0-9]{1,19}(\.[0-9]{1,6})?", re.ASCII)
_AMOUNT = re.compile(r"([+-]?[0-9]{1,17}(?:\.[0-9]{1,6})?)(?: ([A-Z]{3}))?", re.ASCII)
_MOST_MINOR = 2**63 - 1
_COUNTS = {
    "none": say("This operator takes no value."),
    "one": say("This operator takes one value."),
    "pair": say("This operator takes two values."),
    "list": say("This operator takes a list of values."),
}


def understand(condition: Condition, field: FilterField, at: Circumstances) -> Test:
    """Return the condition with typed values; raises ValueError with the reason."""
    if condition.operator not in operators_of(field):
        raise ValueError(say("This field compares by: %(known)s.", known=", ".join(operators_of(field))))
    _check_count(condition)
    if field.type in ("date", "instant"):
        return Test(field, condition.operator, _spans(condition, field, at))
    if condition.operator == "contains":
        return Test(field, "contains", (_words(condition.values[0]),))
    values = tuple(_READERS[field.type](value, field, at) for value in condition.values)
    if condition.operator == "under":
        values = tuple(one for value in values for one in at.units_under(value)) or values
    return Test(field, condition.operator, values)


def _check_count(condition: Condition) -> None:
    arity = arity_of(condition.operator)
    fits = {"none": (0, 0), "one": (1, 1), "pair": (2, 2), "list": (1, 500)}[arity]
    if not fits[0] <= len(condition.values) <= fits[1]:
        raise ValueError(_COUNTS[arity])


def _spans(condition: Condition, field: FilterField, at: Circumstances) -> tuple[Span, ...]:
    if not condition.values:
        return ()
    if condition.operator == "yearly":
        return read_yearly(condition.values[0], at.today)
    if field.type == "instant" and condition.operator not in ("on", "within"):
        moments = [read_moment(value) for value in condition.values]
        exact = [moment for moment in moments if moment is not None]
        if exact:
            if len(exact) != len(moments):
                raise ValueError(say("Give two days or two times."))
            return (_between_moments(condition.operator, exact),)
    span = _days(condition, at.today)
    if field.type == "instant":
        start, end = (None if day is None else start_of(day, at.zone) for day in (span.start, span.end))
        return (Span(start, end),)
    return (span,)


def _between_moments(operator: str, moments: list[datetime]) -> Span:
    first, last = moments[0], moments[-1]
    if operator == "between":
        return Span(*_in_order(first, last), closed=True)
    return {
        "before": Span(None, first),
        "until": Span(None, first, closed=True),
        "after": Span(first, None, open_start=True),
        "from": Span(first, None),
    }[operator]


def _days(condition: Condition, today: date) -> Span:
    operator = condition.operator
    if operator == "within":
        return read_period(condition.values[0], today)
    days = [read_day(value, today) for value in condition.values]
    first, last = _in_order(days[0], days[-1])
    beyond = shift(last, 1, "d")
    return {
        "on": Span(first, beyond),
        "between": Span(first, beyond),
        "before": Span(None, first),
        "until": Span(None, beyond),
        "after": Span(beyond, None),
        "from": Span(first, None),
    }[operator]


def _in_order(first: Any, last: Any) -> tuple[Any, Any]:
    return (first, last) if first <= last else (last, first)


def _text(value: str, field: FilterField, at: Circumstances) -> str:
    normal = field.normal(value)
    if not normal:
        raise ValueError(say("This is no value of this field."))
    return normal


def _words(value: str) -> str:
    if not any(letter.isalnum() for letter in value):
        raise ValueError(say("Needs a letter or a digit."))
    return value


def _number(value: str, field: FilterField, at: Circumstances) -> int | Decimal:
    if not _NUMBER.fullmatch(value):
        raise ValueError(say("Must be a number."))
    number = Decimal(value)
    if abs(number) > field.most:
        raise ValueError(say("This number is too large."))
    if not field.whole:
        return number
    if number != int(number):
        raise ValueError(say("Must be a whole number."))
    return int(number)


def _money(value: str, field: FilterField, at: Circumstances) -> Money:
    found = _AMOUNT.fullmatch(value)
    if found is None:
        raise ValueError(say("Must be an amount like 19.90 EUR."))
    currency = found[2] or at.currency
    if currency not in known_currencies():
        raise ValueError(say("There is no such currency."))
    amount = Decimal(found[1])
    if amount != round(amount, minor_digits(currency)):
        places = minor_digits(currency)
        raise ValueError(say("%(currency)s has %(places)d decimal places.", currency=currency, places=places))
    minor = to_minor(amount, currency)
    if abs(minor) > _MOST_MINOR:
        raise ValueError(say("This amount is too large."))
    return Money(minor, currency)


def _boolean(value: str, field: FilterField, at: Circumstances) -> bool:
    if value not in ("true", "false"):
        raise ValueError(say("Must be true or false."))
    return value == "true"


def _choice(value: str, field: FilterField, at: Circumstances) -> str:
    normal = field.normal(value)
    known = [option.value for option in field.options(at.actor)] if field.options else [normal]
    if normal not in known:
        raise ValueError(say("Must be one of: %(known)s.", known=", ".join(known[:50])))
    return normal


def _reference(value: str, field: FilterField, at: Circumstances) -> UUID:
    if value == "me" and field.target == "member":
        return (at.actor and at.actor.member_id) or UUID(int=0)
    try:
        return UUID(value)
    except ValueError as error:
        raise ValueError(say("Must be an id.")) from error


_READERS: dict[str, Callable[[str, FilterField, Circumstances], Any]] = {
    "text": _text,
    "number": _number,
    "money": _money,
    "boolean": _boolean,
    "choice": _choice,
    "reference": _reference,
    "tags": _text,
}
