"""A question as SQL over one source: typed formulas, dimensions of the source, bound values, the reader's
walls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.analytical.reporting.contracts.catalogue import Metric, Source
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS, TIMES
from rapport.analytical.reporting.rules.formulas import read_formula, write_formula
from rapport.analytical.reporting.rules.periods import Period
from rapport.kernel.errors import say
from rapport.kernel.filters.contracts import And, Condition, Filter, InvalidFilter, Not, Or, Refusal

OPERATORS = ("any_of", "none_of", "is", "is_not", "starts_with", "contains", "filled", "empty")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, its values, and the tables it reads."""

    sql: str
    values: Mapping[str, Any]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is left out of a source: by period, by filter, by what the reader's right reaches."""

    period: Period
    filter: Filter
    units: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Shape:
    """How what is left is laid out: split, sorted, cut."""

    metrics: Sequence[Metric]
    by: Sequence[str] = ()
    sort: str = ""
    top: int = 0
    most: int = 1_000


def write_question(source: Source, shape: Shape, narrowing: Narrowing) -> Compiled:
    """Return the statement of a question over a source that has all it asks for.

    Columns are the dimensions, the metrics, then the currencies no rate is known of. Raises `InvalidFilter`.
    """
    bound: dict[str, Any] = {}
    converts = needs_rates(source, shape)
    values = {
        name: f"s.{name} * r.factor" if measure == "money" and converts else f"s.{name}"
        for name, measure in source.columns.items()
    }
    splits = [(f"d{at}", write_dimension(source, name)) for at, name in enumerate(shape.by)]
    figures = [
        (f"m{at}", write_formula(read_formula(one.formulas[source.name], source.columns), values, bound))
        for at, one in enumerate(shape.metrics)
    ]
    lost = "list(distinct s.currency) filter (where r.factor is null)" if converts else "[]"
    chosen = ", ".join(f"{sql} as {name}" for name, sql in (*splits, *figures, ("lost", lost)))
    where = write_where(source, narrowing, bound)
    sql = f"select {chosen} from {source.relation}{_rates(source) if converts else ''} where {where}"
    if splits:
        sql += f" group by {', '.join(name for name, _sql in splits)}"
        sql = f"with found as ({sql}) select found.*{_titles(shape)} from found{_cut(shape)}{_order(shape)}"
    return Compiled(sql, bound, source.tables)


def write_rows(source: Source, narrowing: Narrowing, after: tuple[str, str] | None, most: int) -> Compiled:
    """Return the statement of the rows behind a figure, newest first, those after a day and key."""
    plan = source.rows
    if plan is None:
        raise ValueError(source.name)
    bound: dict[str, Any] = {}
    where = write_where(source, narrowing, bound)
    day = source.day or "date '2000-01-01'"
    if after:
        bound["after_day"], bound["after_key"] = after
        where += f" and ({day} < cast($after_day as date) or ({day} = cast($after_day as date)"
        where += f" and {plan.key} > $after_key))"
    columns = ", ".join(f"{column.sql} as c{at}" for at, column in enumerate(plan.columns))
    money = f", {source.currency}" if source.currency else ", ''"
    money = f", max({source.currency})" if plan.grouped and source.currency else money
    group = f" group by {day}, {plan.key}" if plan.grouped else ""
    return Compiled(
        f"select {columns}{money} as currency, cast({day} as varchar) as cursor_day, {plan.key} as cursor_key"
        f" from {source.relation} where {where}{group} order by {day} desc, {plan.key} limit {most + 1}",
        bound,
        source.tables,
    )


def needs_rates(source: Source, shape: Shape) -> bool:
    """Tell whether money of several currencies may meet in one value."""
    if not source.currency or "currency" in shape.by:
        return False
    money = [name for name, measure in source.columns.items() if measure == "money"]
    return any(name in one.formulas[source.name] for one in shape.metrics for name in money)


def write_dimension(source: Source, name: str) -> str:
    """Return a dimension of a source in SQL; raises KeyError for one it has not."""
    if name in TIMES:
        if not source.day:
            raise KeyError(name)
        return TIMES[name].replace("s_day", source.day)
    return source.dimensions[name]


def has_dimension(source: Source, name: str) -> bool:
    """Tell whether a source can be split or narrowed by this."""
    return bool(source.day) if name in TIMES else name in source.dimensions


def write_where(source: Source, narrowing: Narrowing, bound: dict[str, Any]) -> str:
    """Return the condition of what is left of a source."""
    parts = []
    for sign, end in ((">=", narrowing.period.first), ("<=", narrowing.period.last)):
        if source.day and end:
            parts.append(f"{source.day} {sign} cast({_bind(bound, end)} as date)")
    if narrowing.units is not None:
        parts.append(f"list_contains({_bind(bound, list(narrowing.units))}, {source.unit})")
    parts.append(_write_filter(source, narrowing.filter, bound, "filter"))
    return " and ".join(parts)


def _write_filter(source: Source, filter: Filter, bound: dict[str, Any], path: str) -> str:
    match filter:
        case And(parts):
            inner = [_write_filter(source, one, bound, f"{path}.and.{at}") for at, one in enumerate(parts)]
            return f"({' and '.join(inner)})" if inner else "true"
        case Or(parts):
            inner = [_write_filter(source, one, bound, f"{path}.or.{at}") for at, one in enumerate(parts)]
            return f"({' or '.join(inner)})" if inner else "false"
        case Not(part):
            return f"coalesce(not {_write_filter(source, part, bound, f'{path}.not')}, true)"
        case Condition():
            return _write_condition(source, filter, bound, path)
    raise _refuse(path, "", say("Figures know no relations."))


def _write_condition(source: Source, one: Condition, bound: dict[str, Any], path: str) -> str:
    known = DIMENSIONS.get(one.field)
    if known is None or not known.filters or not has_dimension(source, one.field):
        raise _refuse(path, one.field, say("These figures cannot be narrowed by this."))
    if one.operator not in OPERATORS:
        raise _refuse(path, one.field, say("There is no such comparison here."))
    column = f"cast({write_dimension(source, one.field)} as varchar)"
    if one.operator in ("filled", "empty"):
        return f"(coalesce({column}, '') {'<>' if one.operator == 'filled' else '='} '')"
    if not one.values:
        raise _refuse(path, one.field, say("Say what to compare with."))
    if one.operator in ("any_of", "is"):
        return f"coalesce(list_contains({_bind(bound, list(one.values))}, {column}), false)"
    if one.operator in ("none_of", "is_not"):
        return f"({column} is not null and not list_contains({_bind(bound, list(one.values))}, {column}))"
    word = "starts_with" if one.operator == "starts_with" else "contains"
    return f"coalesce({word}(lower({column}), lower({_bind(bound, one.values[0])})), false)"


def _refuse(path: str, field: str, reason: str) -> InvalidFilter:
    return InvalidFilter("The filter cannot be asked.", [Refusal(path, field, reason)])


def _bind(bound: dict[str, Any], value: object) -> str:
    name = f"v{len(bound)}"
    bound[name] = value.isoformat() if isinstance(value, date) else value
    return f"${name}"


def _rates(source: Source) -> str:
    return f" left join rate_days as r on r.currency = {source.currency} and r.day = {source.day}"


def _cut(shape: Shape) -> str:
    """Keep the best of what a curve is split by: those whose sum over the whole time is greatest."""
    if not shape.top:
        return ""
    times = [name for name in shape.by if name in TIMES]
    others = [f"d{at}" for at, name in enumerate(shape.by) if name not in TIMES]
    if not times or len(others) != 1:
        return ""
    one = others[0]
    best = f"select {one} from found group by {one} order by sum(m0) desc nulls last limit {shape.top}"
    return f" where {one} in ({best})"


def _order(shape: Shape) -> str:
    names = {name: f"d{at}" for at, name in enumerate(shape.by)}
    names |= {one.name: f"m{at}" for at, one in enumerate(shape.metrics)}
    times = [name for name in shape.by if name in TIMES]
    asked = shape.sort or (times[0] if times else f"-{shape.metrics[0].name}")
    column, down = names[asked.removeprefix("-")], asked.startswith("-")
    rest = ", ".join(f"d{at}" for at in range(len(shape.by)))
    limit = shape.top if shape.top and not times else shape.most + 1
    return f" order by {column}{' desc' if down else ''} nulls last, {rest} limit {limit}"


def _titles(shape: Shape) -> str:
    """Have products named beside their numbers."""
    at = shape.by.index("product") if "product" in shape.by else -1
    return (
        f", (select any_value(t.title) from products as t where t.sku = found.d{at}) as title"
        if at >= 0
        else ""
    )
