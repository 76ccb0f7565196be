"""The filter as a query: registered columns alone, and comparisons that walls let an index serve."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from rapport.kernel.filters import registry
from rapport.kernel.filters.contracts import (
    And,
    Column,
    Condition,
    Filter,
    FilterField,
    Money,
    Not,
    Or,
    Related,
    Span,
    Test,
    Through,
)
from rapport.kernel.filters.queries.reading import Reading
from rapport.kernel.filters.rules.operators import next_text
from rapport.kernel.search.api import ways_to_find

Row = TypeVar("Row", bound=Model)
FEW_DAYS = 31
_NEGATIVE = {"is_not": "is", "none_of": "any_of"}
_ORDER = {"above": "gt", "at_least": "gte", "below": "lt", "at_most": "lte"}


def narrow(rows: QuerySet[Row], filter: Filter, reading: Reading) -> QuerySet[Row]:
    """Return the rows of a kind that match a filter already checked for this reading."""
    if filter == And():
        return rows
    return rows.filter(to_q(filter, reading))


def to_q(filter: Filter, reading: Reading) -> Q:
    """Return a filter as a condition on rows of the reading's kind."""
    match filter:
        case And(parts):
            found = Q()
            for part in parts:
                found &= to_q(part, reading)
            return found
        case Or(parts):
            found = Q()
            for part in parts:
                found |= to_q(part, reading) or _ALWAYS
            return found
        case Not(part):
            return _not(to_q(part, reading))
        case Related(name, where, some):
            relation = reading.relations[name]
            tied = registry.get_kind(relation.kind).rows(reading.actor)
            ids = narrow(tied, where, reading.of(relation.kind)).values(relation.there)
            found = Q(**{f"{relation.here}__in": ids})
            return found if some else _not(found)
        case Condition():
            return _condition(reading.understand(filter), reading)


class IsNotTrue(Func):
    """`(…) is not true`: what is null does not match, so its opposite does."""

    output_field = BooleanField()
    conditional = True

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        """Write it; what can never hold is not true, what always holds is."""
        try:
            sql, params = compiler.compile(self.source_expressions[0])
        except EmptyResultSet:
            return "true", ()
        except FullResultSet:
            return "false", ()
        return f"(({sql}) is not true)", tuple(params)


_ALWAYS = Q(Value(True, output_field=BooleanField()))


def _not(found: Q) -> Q:
    return Q(IsNotTrue(found or _ALWAYS))


def _condition(test: Test, reading: Reading) -> Q:
    reach = test.field.reach
    if isinstance(reach, Column):
        return _on_column(test, reach, reading)
    positive = _NEGATIVE.get(test.operator)
    if test.field.type == "tags":
        return _tags(test, reach)
    if test.operator == "empty":
        return _not(_beside(reach, _filled(test.field, reach.column)))
    if positive:
        there = _beside(reach, _filled(test.field, reach.column))
        return there & _not(_beside(reach, _compare(test, positive, reach.column, reading)))
    return _beside(reach, _compare(test, test.operator, reach.column, reading))


def _beside(reach: Through, condition: Q) -> Q:
    """Records one of whose rows beside them meets a condition: a semi-join the planner may turn round."""
    return Q(pk__in=reach.rows().filter(condition).values(reach.link))


def _tags(test: Test, reach: Through) -> Q:
    if test.operator in ("filled", "empty"):
        there = Q(pk__in=reach.rows().values(reach.link))
        return there if test.operator == "filled" else _not(there)
    if test.operator == "all_of":
        found = Q()
        for value in test.values:
            found &= _beside(reach, Q(**{reach.column: value}))
        return found
    found = _beside(reach, Q(**{f"{reach.column}__in": test.values}))
    return found if test.operator == "any_of" else _not(found)


def _on_column(test: Test, column: Column, reading: Reading) -> Q:
    only = Q(**column.only)
    filled = only & _filled(test.field, column.name, column.currency)
    if test.operator == "filled":
        return filled
    if test.operator == "empty":
        return _not(filled)
    positive = _NEGATIVE.get(test.operator)
    if test.values and isinstance(test.values[0], Money):
        filled &= Q(**{column.currency: test.values[0].currency})
        only &= Q(**{column.currency: test.values[0].currency})
    if positive:
        return filled & _not(_compare(test, positive, column.name, reading))
    return only & _compare(test, test.operator, column.name, reading)


def _filled(field: FilterField, column: str, currency: str = "") -> Q:
    if field.type == "money":
        return Q(**{f"{currency}__gt": ""}) & Q(**{f"{column}__isnull": False})
    if field.type in ("text", "choice") and field.stored is None:
        return Q(**{f"{column}__gt": ""})
    return Q(**{f"{column}__isnull": False})


def _compare(test: Test, operator: str, column: str, reading: Reading) -> Q:
    """Compare one column; every comparison is leakproof but the recheck of found words."""
    if operator == "filled":
        return _filled(test.field, column)
    if operator == "contains":
        return _contains(test.values[0], test.field, reading)
    if isinstance(test.values[0], Span):
        return _within_any(test.values, column)
    return _compare_values(operator, column, [_stored(value, test.field) for value in test.values])


def _compare_values(operator: str, column: str, values: list[Any]) -> Q:
    if operator == "starts_with":
        return Q(**{f"{column}__gte": values[0]}) & _before(column, next_text(values[0]))
    if operator == "between":
        return Q(**{f"{column}__gte": min(values)}) & Q(**{f"{column}__lte": max(values)})
    if operator in _ORDER:
        return Q(**{f"{column}__{_ORDER[operator]}": values[0]})
    return Q(**{f"{column}__in": values}) if len(values) > 1 else Q(**{column: values[0]})


def _stored(value: Any, field: FilterField) -> Any:
    if isinstance(value, Money):
        return value.minor
    return field.stored(value) if field.stored is not None else value


def _before(column: str, beyond: str) -> Q:
    return Q(**{f"{column}__lt": beyond}) if beyond else Q()


def _within_any(spans: Sequence[Span], column: str) -> Q:
    """Short stretches of many years are named day by day: one index walk instead of one for each year."""
    if len(spans) > 1 and (spans[0].end - spans[0].start).days <= FEW_DAYS:
        return Q(**{f"{column}__in": [day for span in spans for day in _days_of(span)]})
    found = Q()
    for span in spans:
        found |= _within(span, column)
    return found


def _days_of(span: Span) -> Iterator[date]:
    return (span.start + timedelta(days=at) for at in range((span.end - span.start).days))


def _within(span: Span, column: str) -> Q:
    found = Q()
    if span.start is not None:
        found &= Q(**{f"{column}__{'gt' if span.open_start else 'gte'}": span.start})
    if span.end is not None:
        found &= Q(**{f"{column}__{'lte' if span.closed else 'lt'}": span.end})
    return found


def _contains(words: str, field: FilterField, reading: Reading) -> Q:
    """Records whose search document has the grams of the words, rechecked on the text itself."""
    link = field.reach.link if isinstance(field.reach, Through) else "pk"
    found = Q()
    for way in ways_to_find(words):
        having = RawSQL("select search_having(%s, %s)", [way.grams, reading.kind])
        found |= Q(**{f"{link}__in": having}) & Q(HoldsWords(F(field.searched), Value(way.patterns)))
    return found


class HoldsWords(Func):
    """Whether a text, folded, fits every pattern."""

    function = "search_holds"
    output_field = BooleanField()
    conditional = True
    template = "%(function)s(%(expressions)s::text[])"
