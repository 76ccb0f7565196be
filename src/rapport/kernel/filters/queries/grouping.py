"""Records put together by what they have in a field: how many, what they add up to, and the way to them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.kernel.filters import registry
from rapport.kernel.filters.contracts import Added, Column, Condition, FilterField, Group, Through
from rapport.kernel.filters.queries.reading import Reading
from rapport.kernel.identity.api import Actor

Sums = Mapping[str, Mapping[str, int]]
TIMES = ("date", "instant")
NUMBER = ""
"""Where a currency stands for money: the mark of a plain number."""
_YES_NO = {True: "true", False: "false"}


def list_fields_named(kind: str, names: Sequence[str], actor: Actor) -> list[FilterField]:
    """Return those of a kind's registered fields the actor may see, in the order of the names; no query."""
    known = registry.fields_of(kind)
    return [known[one] for one in names if one in known and known[one].is_seen(kind, actor)]


def column_of(kind: str, name: str) -> str:
    """Return the column of the record's own table that a registered field stands in."""
    reach = registry.fields_of(kind)[name].reach
    if not isinstance(reach, Column):
        raise LookupError(name)
    return reach.name


def group(
    rows: QuerySet[Any], field: FilterField, reading: Reading, sums: Sequence[FilterField] = ()
) -> list[Group]:
    """Return the groups of rows by a field (times by the month of the business's zone), by one query.

    `sums` are numbers, the business's own too, and money of one currency column: amounts of different
    currencies are never added.
    Months come newest first, all else by size.
    """
    found = (
        rows.order_by()
        .values(group_value=_expression(field, reading), group_currency=_currency(sums))
        .annotate(group_count=Count("pk"), **{f"sum_{at}": Sum(_value(one)) for at, one in enumerate(sums)})
    )
    labels = _labels(field, reading)
    merged: dict[Any, Group] = {}
    for row in found:
        value = None if row["group_value"] == "" else row["group_value"]
        one = merged.get(value) or Group(_say(value, labels), 0, {}, _condition(field, value))
        added = {
            summed.name: {code: int(row[f"sum_{at}"] or 0)}
            for at, summed in enumerate(sums)
            if (code := row["group_currency"] if _is_money(summed) else NUMBER) or not _is_money(summed)
        }
        merged[value] = Group(one.label, one.count + row["group_count"], _join(one.sums, added), one.where)
    if field.type in TIMES:
        return [
            merged[value]
            for value in sorted(merged, key=lambda value: (value is not None, value), reverse=True)
        ]
    return sorted(merged.values(), key=lambda one: (-one.count, one.label))


def add_up(groups: Sequence[Group]) -> tuple[int, Sums]:
    """Return how many records groups hold together, and their sums by currency."""
    sums: Sums = {}
    for one in groups:
        sums = _join(sums, one.sums)
    return sum(one.count for one in groups), sums


def total_up(
    rows: QuerySet[Any], sums: Sequence[FilterField]
) -> tuple[int, Mapping[str, Mapping[str, Added]]]:
    """Return how many rows there are, and what each field's values add up to by currency (numbers under
    `NUMBER`), by one query that reads every row.
    """
    added: dict[str, Any] = {}
    for at, one in enumerate(sums):
        only = Q(**one.reach.only) if isinstance(one.reach, Column) and one.reach.only else None
        added |= {f"sum_{at}": Sum(_value(one), filter=only), f"count_{at}": Count(_value(one), filter=only)}
    found = rows.order_by().values(group_currency=_currency(sums)).annotate(group_count=Count("pk"), **added)
    count, totals = 0, {one.name: dict[str, Added]() for one in sums}
    for row in found:
        count += row["group_count"]
        for at, one in enumerate(sums):
            code = row["group_currency"] if _is_money(one) else NUMBER
            before = totals[one.name].get(code, Added(0, 0))
            if row[f"count_{at}"] and (code or not _is_money(one)):
                totals[one.name][code] = Added(
                    before.total + int(row[f"sum_{at}"]), before.count + row[f"count_{at}"]
                )
    return count, totals


def _value(field: FilterField) -> Combinable:
    """The value of a field as an expression of the record."""
    if isinstance(field.reach, Through):
        beside = field.reach.rows().filter(**{field.reach.link: OuterRef("pk")})
        return Subquery(beside.values(field.reach.column)[:1])
    return F(field.reach.name)


def _is_money(field: FilterField) -> bool:
    return isinstance(field.reach, Column) and bool(field.reach.currency)


def _currency(sums: Sequence[FilterField]) -> Combinable:
    named = (one.reach.currency for one in sums if isinstance(one.reach, Column))
    return next((F(name) for name in named if name), Value(""))


def _expression(field: FilterField, reading: Reading) -> Combinable:
    if field.type in TIMES and isinstance(field.reach, Column):
        zone = ZoneInfo(reading.at.zone) if field.type == "instant" else None
        return TruncMonth(field.reach.name, tzinfo=zone)
    return _value(field)


def _labels(field: FilterField, reading: Reading) -> Mapping[Any, str]:
    """What values are called; references are keyed by id, choices as their column holds them."""
    if field.options is None:
        return {}
    stored = field.stored or (lambda value: value)
    return {str(stored(one.value)): str(one.label) for one in field.options(reading.actor)}


def _say(value: Any, labels: Mapping[Any, str]) -> str:
    if value is None:
        return _("Nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "YEAR_MONTH_FORMAT")
    return labels.get(str(value), str(value))


def _condition(field: FilterField, value: Any) -> Condition:
    """Return the condition under which a filter finds exactly the records of a group."""
    if value is None:
        return Condition(field.name, "empty")
    if isinstance(value, bool):
        return Condition(field.name, "is", (_YES_NO[value],))
    if isinstance(value, date | datetime):
        return Condition(field.name, "within", (f"{value:%Y-%m}",))
    return Condition(field.name, "is", (str(value),))


def _join(one: Sums, other: Sums) -> Sums:
    names = {**one, **other}
    return {name: _add(one.get(name, {}), other.get(name, {})) for name in names}


def _add(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {code: one.get(code, 0) + other.get(code, 0) for code in {**one, **other}}
