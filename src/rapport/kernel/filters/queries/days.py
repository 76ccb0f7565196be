"""Records by the days they have in a field: the first of each day, and how many, up to a bound."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value

from rapport.kernel.filters.contracts import Column, Condition, FilterField
from rapport.kernel.filters.queries import narrowing
from rapport.kernel.filters.queries.reading import Reading


def on_day(field: FilterField, day: date) -> Condition:
    """Return the condition of the records of a day; what comes round is of it each year."""
    return Condition(field.name, "yearly" if field.yearly else "on", (day.isoformat(),))


def list_by_day(
    rows: QuerySet[Any], field: FilterField, days: Sequence[date], reading: Reading, *, most: int
) -> Mapping[date, list[UUID]]:
    """Return the ids of up to `most` rows of each day, in the order of the field, by one query.

    Each day is a stretch of the field's index that ends after `most` rows, so a month costs the same
    whatever the size of the table; days are those of the business's zone.
    """
    column = field.reach.name if isinstance(field.reach, Column) else "id"
    parts = [
        narrowing.narrow(rows, on_day(field, day), reading)
        .annotate(on_day=Value(day.isoformat(), CharField()), at_value=F(column))
        .order_by("at_value", "id")
        .values_list("on_day", "id")[:most]
        for day in days
    ]
    found: dict[date, list[UUID]] = {day: [] for day in days}
    for day, record_id in parts[0].union(*parts[1:], all=True):
        found[date.fromisoformat(day)].append(record_id)
    return found
