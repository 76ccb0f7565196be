"""The front door of filters: read, check, apply, match, describe."""

from datetime import datetime
from typing import Annotated, Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, Q, QuerySet
from pydantic import Field, StringConstraints

from rapport.kernel.filters.contracts import (
    EVERYTHING,
    Added,
    And,
    Circumstances,
    Column,
    Condition,
    Filter,
    FilterField,
    FilterKind,
    Group,
    InvalidFilter,
    Money,
    Not,
    Option,
    Or,
    Refusal,
    Related,
    Relation,
    Through,
)
from rapport.kernel.filters.queries import narrowing, words
from rapport.kernel.filters.queries import reading as readings
from rapport.kernel.filters.queries.days import list_by_day, on_day
from rapport.kernel.filters.queries.grouping import (
    NUMBER,
    add_up,
    column_of,
    group,
    list_fields_named,
    total_up,
)
from rapport.kernel.filters.queries.people import member_field, unit_field
from rapport.kernel.filters.queries.reading import CUSTOM, Reading, read_for
from rapport.kernel.filters.queries.words import describe as describe_reading
from rapport.kernel.filters.queries.words import label_of_operator, say_day, say_period, say_value
from rapport.kernel.filters.registry import (
    get_kind,
    list_kinds,
    register_fields,
    register_kind,
    register_relations,
)
from rapport.kernel.filters.rules.compact import read_compact, write_compact
from rapport.kernel.filters.rules.forms import read_json, write_json
from rapport.kernel.filters.rules.operators import arity_of, operators_of
from rapport.kernel.filters.rules.predicate import evaluate
from rapport.kernel.identity.api import Actor

__all__ = [
    "COUNTED",
    "CUSTOM",
    "EVERYTHING",
    "NUMBER",
    "Added",
    "And",
    "Circumstances",
    "Column",
    "Condition",
    "Filter",
    "FilterField",
    "FilterKind",
    "FilterText",
    "Group",
    "InvalidFilter",
    "Money",
    "Not",
    "Option",
    "Or",
    "Reading",
    "Refusal",
    "Related",
    "Relation",
    "Through",
    "add_up",
    "arity_of",
    "check",
    "column_of",
    "compile_sql",
    "count_matches",
    "describe",
    "describe_reading",
    "get_kind",
    "group",
    "label_of_operator",
    "list_by_day",
    "list_fields_named",
    "list_kinds",
    "matches",
    "member_field",
    "narrow",
    "on_day",
    "operators_of",
    "parse",
    "read_for",
    "register_fields",
    "register_kind",
    "register_relations",
    "say_day",
    "say_period",
    "say_value",
    "to_q",
    "total_up",
    "unit_field",
    "write_compact",
    "write_json",
]

Row = TypeVar("Row", bound=Model)
FilterText = Annotated[
    str,
    StringConstraints(max_length=65_536),
    Field(
        description="Conditions such as `country:any_of:DE|AT;created:within:last-30-days`, or their JSON. "
        "`GET /filters/{kind}` names fields and operators. Each error is named by its path, "
        "such as `filter.and.1.value`.",
        json_schema_extra={"format": "filter"},
    ),
]
"""The `filter` of an endpoint that lists: in either form, to be read by `parse`."""
COUNTED = 10_000
_NOTHING = "select null::uuid as id where false"


def parse(text: str | bytes | dict[str, Any]) -> Filter:
    """Return the filter of a stored form (JSON text or decoded) or of an address; raises `InvalidFilter`.

    Only the shape is judged, within limits of depth and size; `check` judges fields, operators and values.
    """
    if isinstance(text, dict):
        return read_json(text)
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if plain.lstrip()[:1] in ("{", "["):
        return read_json(plain)
    return read_compact(plain)


def check(filter: Filter, kind: str, *, actor: Actor, now: datetime | None = None) -> Filter:
    """Return the filter if the actor may ask it of the kind; raises `InvalidFilter` naming every path.

    A field hidden from the actor's role is answered like one there is not. Needs a tenant.
    """
    return readings.check(filter, read_for(kind, actor, now))


def to_q(filter: Filter, kind: str, *, actor: Actor, now: datetime | None = None) -> Q:
    """Return a filter, checked, as a condition on rows of the kind's model. Needs a tenant."""
    reading = read_for(kind, actor, now)
    return narrowing.to_q(readings.check(filter, reading), reading)


def narrow(
    rows: QuerySet[Row], filter: Filter, kind: str, *, actor: Actor, now: datetime | None = None
) -> QuerySet[Row]:
    """Return the rows that match a filter, checked; `rows` are already within the actor's scope.

    Relative days count in the business's zone at `now` (UTC, by default the present). Needs a tenant.
    """
    if filter == EVERYTHING:
        return rows
    return rows.filter(to_q(filter, kind, actor=actor, now=now))


def compile_sql(
    filter: Filter, kind: str, *, actor: Actor, now: datetime | None = None
) -> tuple[str, tuple[Any, ...]]:
    """Return a statement that selects the ids of the actor's records that match, and its parameters.

    For set-based work: `insert into … select id from (<statement>) …`. Needs a tenant.
    """
    rows = narrow(get_kind(kind).rows(actor), filter, kind, actor=actor, now=now)
    try:
        statement, params = rows.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return _NOTHING, ()
    return str(statement), tuple(params)


def count_matches(filter: Filter, kind: str, *, actor: Actor, most: int = COUNTED) -> int:
    """Return how many of the actor's records match, exactly up to `most`, and `most` + 1 beyond it."""
    rows = narrow(get_kind(kind).rows(actor), filter, kind, actor=actor)
    return int(rows.order_by()[: most + 1].count())


def matches(filter: Filter, record: Any, kind: str, *, actor: Actor, now: datetime | None = None) -> bool:
    """Tell whether one record matches, without asking the database for it: a mapping or object by field name.

    The filter is checked first. For triggers and rules that hold the record already.
    """
    reading = read_for(kind, actor, now)
    readings.check(filter, reading)
    return evaluate(
        filter,
        record,
        reading.fields,
        reading.relations,
        tied=lambda other: (reading.of(other).fields, reading.of(other).relations),
        at=reading.at,
    )


def describe(filter: Filter, kind: str, *, actor: Actor, locale: str = "") -> str:
    """Return the filter in words, in the language of the moment unless a locale is named."""
    return words.describe(filter, read_for(kind, actor), locale)
