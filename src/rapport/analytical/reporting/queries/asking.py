"""Ask the marts: many questions at once, within the reader's walls, in one process apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from rapport.analytical.reporting.contracts import Answer, Column, Question, Reach, Source
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.contracts.questions import MOST_ROWS
from rapport.analytical.reporting.queries.compiling import (
    Compiled,
    Narrowing,
    Shape,
    write_question,
    write_where,
)
from rapport.analytical.reporting.queries.planning import check_question, choose_source
from rapport.analytical.reporting.rules.periods import Period, before, read_period
from rapport.analytical.warehouse.api import list_builds
from rapport.analytical.warehouse.api.answering import Found, Rate, Statement, answer_statements
from rapport.kernel.errors import Forbidden, RapportError, Unknown
from rapport.kernel.identity.api import Actor, Scope, list_units, system_actor
from rapport.kernel.money.api import list_rates, minor_digits
from rapport.kernel.tenancy.api import get_own_tenant


@dataclass(frozen=True, slots=True)
class Plan:
    """A question understood: by which source, over which days, as which statements."""

    question: Question
    source: Source
    period: Period
    statements: tuple[Compiled, ...]
    compares: bool


def ask(question: Question, *, actor: Actor, compare: bool = False) -> Answer:
    """Answer one question; see `ask_all`. Raises what cannot be answered."""
    answer = ask_all([question], actor=actor, compare=compare)[0]
    if isinstance(answer, RapportError):
        raise answer
    return answer


def ask_all(
    questions: Sequence[Question], *, actor: Actor, compare: bool = False
) -> list[Answer | RapportError]:
    """Answer questions in one process, each with its whole, and with the stretch before where it is a number.

    A question that cannot be answered is answered by why. Raises `Forbidden` for who may see no reports,
    `Missing` before the first build of the marts, `Upstream` while they are copied. Needs a tenant.
    """
    reach = reach_of(actor)
    today = timezone.now().date()
    plans: list[Plan | RapportError] = []
    for one in questions:
        try:
            plans.append(_plan(one, reach, today, compare))
        except RapportError as refusal:
            plans.append(refusal)
    good = [one for one in plans if isinstance(one, Plan)]
    found = iter(_run([one for plan in good for one in plan.statements], actor))
    as_of = find_built_at(actor)
    own = get_own_tenant(actor.tenant_id).currency
    return [_read(one, found, own, as_of, actor) if isinstance(one, Plan) else one for one in plans]


def check_answerable(question: Question, actor: Actor) -> None:
    """Raise what `ask` would raise of the question itself; nothing is read."""
    check_question(question)
    reach = reach_of(actor)
    source = choose_source(question, walled=reach.units is not None)
    write_where(source, narrow(question, source, reach, timezone.now().date()), {})


def reach_of(actor: Actor) -> Reach:
    """Return which units a reader's right reaches; raises `Forbidden` for none at all."""
    scope = actor.require("view", "report")
    if scope is Scope.ALL:
        return Reach()
    if scope is Scope.SUBTREE and actor.unit_ids:
        return Reach(actor.unit_ids)
    if scope >= Scope.UNIT and actor.unit_id:
        return Reach((actor.unit_id,))
    raise Forbidden("Reports are told by unit, and you belong to none.", code="no-unit")


def narrow(question: Question, source: Source, reach: Reach, today: date) -> Narrowing:
    """Return what is left of a source for a question of a reader; raises `Unknown` for no stretch of days."""
    units = None if reach.units is None else tuple(str(one) for one in reach.units)
    return Narrowing(read_days(question.period, today), question.filter, units)


def read_days(text: str, today: date) -> Period:
    """Return the days of a period; raises `Unknown`."""
    try:
        return read_period(text, today)
    except ValueError:
        raise Unknown(
            "This cannot be asked.", code="question", fields={"in": "There is no such stretch of days."}
        ) from None


def answer_compiled(statements: Sequence[Compiled], actor: Actor) -> list[Found]:
    """Run statements over a business's marts."""
    return _run(statements, actor)


def _plan(question: Question, reach: Reach, today: date, compare: bool) -> Plan:
    check_question(question)
    source = choose_source(question, walled=reach.units is not None)
    narrowing = narrow(question, source, reach, today)
    metrics = [METRICS[name] for name in question.metrics]
    whole = Shape(metrics)
    shape = Shape(metrics, question.by, question.sort, question.top, MOST_ROWS)
    statements = [write_question(source, shape, narrowing)]
    if question.by:
        statements.append(write_question(source, whole, narrowing))
    earlier = before(narrowing.period) if compare and question.face == "number" and source.day else None
    if earlier:
        statements.append(write_question(source, whole, replace(narrowing, period=earlier)))
    return Plan(question, source, narrowing.period, tuple(statements), earlier is not None)


def _run(statements: Sequence[Compiled], actor: Actor) -> list[Found]:
    if not statements:
        return []
    tables = sorted({name for one in statements for name in one.tables})
    asked = [Statement(one.sql, dict(one.values)) for one in statements]
    return answer_statements(actor.tenant_id, tables, asked, rates=_rates(actor))


def _rates(actor: Actor) -> list[Rate]:
    """Return what minor units of each currency were worth in the business's own, from day to day."""
    own = get_own_tenant(actor.tenant_id).currency
    rows = list_rates(system_actor(actor.tenant_id)).order_by("currency", "day")
    rates = [Rate(own, date(2000, 1, 1), 1.0)]
    for currency, day, rate in rows.values_list("currency", "day", "rate"):
        if currency != own:
            shift = minor_digits(own) - minor_digits(currency)
            rates.append(Rate(currency, day, float(rate) * 10.0**shift))
    return rates


def find_built_at(actor: Actor) -> datetime | None:
    """Return when the newest marts that were published began to be built (UTC)."""
    builds = [one for one in list_builds(system_actor(actor.tenant_id)) if one.state != "blocked"]
    return builds[0].started_at if builds else None


def _read(plan: Plan, found: Iterator[Found], own: str, as_of: datetime | None, actor: Actor) -> Answer:
    question = plan.question
    main = next(found)
    width = len(question.by) + len(question.metrics)
    whole = next(found) if question.by else main
    earlier = next(found) if plan.compares else None
    rows = tuple(row[:width] for row in main.rows[:MOST_ROWS])
    count = len(question.metrics)
    lost = {str(one) for row in whole.rows for one in row[count] or ()}
    return Answer(
        question=question,
        source=plan.source.name,
        columns=tuple(
            [Column(dimension=DIMENSIONS[name]) for name in question.by]
            + [Column(metric=METRICS[name]) for name in question.metrics]
        ),
        rows=rows,
        whole=_figures(whole, count),
        currency=own,
        first=plan.period.first,
        last=plan.period.last,
        before=_figures(earlier, count) if earlier else (),
        lost=tuple(sorted(lost)),
        names=_name(question, main, actor),
        more=len(main.rows) > MOST_ROWS,
        as_of=as_of,
    )


def _figures(found: Found, count: int) -> tuple[float | None, ...]:
    return tuple(found.rows[0][:count]) if found.rows else (None,) * count


def _name(question: Question, main: Found, actor: Actor) -> dict[str, dict[str, str]]:
    """Return what products and units are called, as far as the answer names any."""
    names: dict[str, dict[str, str]] = {}
    if "product" in question.by and "title" in main.names:
        at, title = question.by.index("product"), main.names.index("title")
        names["product"] = {str(row[at]): str(row[title] or row[at]) for row in main.rows}
    if "unit" in question.by:
        known = list_units(system_actor(actor.tenant_id)).values_list("id", "name")
        names["unit"] = {str(unit): name for unit, name in known} | {"": gettext("No unit")}
    return names


def value_of(answer: Answer, at: int = 0) -> Any:
    """Return the whole of one metric of an answer, None where there is nothing to tell."""
    return answer.whole[at] if at < len(answer.whole) else None
