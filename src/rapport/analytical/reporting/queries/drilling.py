"""From a figure to what it is made of: the question of one row of an answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from rapport.analytical.reporting.contracts.dimensions import TIMES
from rapport.analytical.reporting.contracts.questions import Question
from rapport.kernel.filters.contracts import EVERYTHING, And, Condition, Filter

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def narrow_to_row(question: Question, row: Sequence[object]) -> Question:
    """Return the question whose whole is one row's figure: dimensions become conditions, steps become
    days."""
    parts: list[Filter] = [] if question.filter == EVERYTHING else [question.filter]
    period = question.period
    for name, value in zip(question.by, row, strict=False):
        if name in TIMES and name != "weekday":
            period = _days_of(name, date.fromisoformat(str(value)[:10]))
        elif value is None or value == "":
            parts.append(Condition(name, "empty"))
        else:
            parts.append(Condition(name, "is", (str(value),)))
    narrowed = parts[0] if len(parts) == 1 else And(tuple(parts))
    return replace(question, by=(), filter=narrowed, period=period, sort="", top=0)


def _days_of(step: str, first: date) -> str:
    if step in _MONTHS:
        months = first.month - 1 + _MONTHS[step]
        last = date(first.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
    else:
        last = first + timedelta(days=6 if step == "week" else 0)
    return f"{first}..{last}"
