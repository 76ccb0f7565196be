"""Formulas, periods, addresses, statements: pure, and refused where they make no sense."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.analytical.reporting.contracts import Metric, Question
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.contracts.measures import Measure
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.contracts.sources import SOURCES
from rapport.analytical.reporting.queries.addresses import read_address, write_address
from rapport.analytical.reporting.queries.drilling import narrow_to_row
from rapport.analytical.reporting.queries.planning import check_question, choose_source, list_partners
from rapport.analytical.reporting.rules.formulas import (
    FormulaError,
    measure_of,
    read_formula,
    write_formula,
)
from rapport.analytical.reporting.rules.periods import NAMES, Period, before, read_period
from rapport.kernel.errors import Forbidden, Invalid
from rapport.kernel.filters.api import And, Condition

COLUMNS: dict[str, Measure] = {"paid": "money", "orders": "count", "kind": "text"}
TODAY = date(2026, 3, 15)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda one: one.name)
def test_every_metric_is_what_it_says_over_each_source(metric: Metric) -> None:
    for name, text in metric.formulas.items():
        part = read_formula(text, SOURCES[name].columns)
        assert measure_of(part, SOURCES[name].columns) == metric.measure


def test_a_formula_is_sql_over_allowed_columns_with_bound_words() -> None:
    bound: dict[str, object] = {}
    part = read_formula("(sum(paid) - sum(paid where kind = 'x y')) / count()", COLUMNS)
    sql = write_formula(part, {name: f"s.{name}" for name in COLUMNS}, bound)
    assert sql == (
        "(cast((coalesce(sum(s.paid), 0) - coalesce(sum(s.paid) filter (where s.kind = $f0), 0)) as double)"
        " / nullif(count(*), 0))"
    )
    assert bound == {"f0": "x y"}
    assert measure_of(part, COLUMNS) == "money"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sum(secret)", "unknown-column"),
        ("read_text(paid)", "unknown-function"),
        ("sum(paid) + sum(orders)", "units"),
        ("sum(paid) * sum(paid)", "units"),
        ("sum(kind)", "text"),
        ("sum(paid); drop table x", "unexpected"),
        ("sum(paid where kind = orders)", "unexpected"),
        ("sum(paid", "unexpected"),
        ("", "unexpected"),
        ("(" * 20 + "1" + ")" * 20, "too-deep"),
        ("1 + " * 200 + "1", "too-long"),
    ],
)
def test_what_is_no_formula_is_refused(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        read_formula(text, COLUMNS)
    assert refusal.value.args[0] == code


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(FormulaError):
        read_formula(text, COLUMNS)


def test_periods_end_with_yesterday_or_are_under_way() -> None:
    assert read_period("7d", TODAY) == Period(date(2026, 3, 8), date(2026, 3, 14))
    assert read_period("quarter", TODAY) == Period(date(2026, 1, 1), TODAY)
    assert before(read_period("7d", TODAY)) == Period(date(2026, 3, 1), date(2026, 3, 7))
    assert before(read_period("all", TODAY)) is None
    assert all(read_period(name, TODAY) for name in NAMES)
    for wrong in ("8d", "week", "2026-02-30..2026-03-01", "2026-03-02..2026-03-01", "", "x"):
        with pytest.raises(ValueError):
            read_period(wrong, TODAY)


_QUESTIONS = st.builds(
    Question,
    metrics=st.lists(st.sampled_from(sorted(METRICS)), min_size=1, max_size=4, unique=True).map(tuple),
    by=st.lists(st.sampled_from(sorted(DIMENSIONS)), max_size=3, unique=True).map(tuple),
    filter=st.sampled_from(
        [And(), Condition("country", "any_of", ("DE", "A|T")), And((Condition("city", "filled"),) * 2)]
    ),
    period=st.sampled_from(["28d", "all", "2026-01-01..2026-02-01"]),
    sort=st.sampled_from(["", "-revenue"]),
    top=st.integers(0, 500),
    face=st.sampled_from(["number", "line", "bar", "table"]),
)


@given(_QUESTIONS)
def test_an_address_is_its_question(question: Question) -> None:
    assert read_address(write_address(question)) == question


def test_what_does_not_meet_is_said() -> None:
    check_question(Question(("revenue",), ("product",)))
    with pytest.raises(Invalid) as refusal:
        check_question(Question(("profit",), ("moon",), sort="-x", top=-1))
    assert set(refusal.value.fields) == {"of", "by", "sort", "top"}
    with pytest.raises(Invalid) as unmet:
        choose_source(Question(("visits",), ("product",)), walled=False)
    assert unmet.value.code == "do-not-meet"
    with pytest.raises(Forbidden):
        choose_source(Question(("visits",)), walled=True)
    assert choose_source(Question(("revenue",)), walled=True).name == "orders"
    assert choose_source(Question(("revenue",), ("product",)), walled=False).name == "goods"
    assert choose_source(Question(("revenue",), ("product",)), walled=True).name == "lines"
    assert "product" not in list_partners(["revenue", "visits"])


def test_a_row_of_an_answer_is_a_question_of_its_own() -> None:
    asked = Question(("revenue",), ("month", "channel"), Condition("country", "is", ("DE",)))
    one = narrow_to_row(asked, ("2026-02-01", "web", 7))
    assert (one.by, one.period) == ((), "2026-02-01..2026-02-28")
    assert one.filter == And((Condition("country", "is", ("DE",)), Condition("channel", "is", ("web",))))
    nothing = narrow_to_row(Question(("revenue",), ("category",)), (None, 1))
    assert nothing.filter == Condition("category", "empty")
