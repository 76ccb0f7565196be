"""Figures over the marts: sums, walls, currencies, the rows behind, and what cannot be said."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.house import Shop

from rapport.analytical.reporting.contracts import Answer, Question, Tile
from rapport.analytical.reporting.contracts.dashboards import BUILTINS
from rapport.analytical.reporting.queries.asking import ask, ask_all
from rapport.analytical.reporting.queries.dashboards import list_dashboards
from rapport.analytical.reporting.queries.drilling import narrow_to_row
from rapport.analytical.reporting.queries.rows import list_rows
from rapport.analytical.reporting.tests.conftest import ORDER, ago
from rapport.kernel.errors import Forbidden, Invalid, Missing
from rapport.kernel.filters.api import Condition
from rapport.kernel.identity.api import Actor, Grant, Scope, system_actor
from rapport.kernel.money.api import set_rates
from rapport.kernel.tenancy.api import as_tenant

UNIT = 77


def of(*metrics: str, by: str = "", **more: Any) -> Question:
    """Return a question."""
    return replace(Question(metrics, tuple(by.split(",")) if by else ()), **more)


def sees(actor: Actor, scope: Scope, unit: int | None) -> Actor:
    """Return the actor with reports of a scope alone."""
    from uuid import UUID

    ids = (UUID(int=unit),) if unit else ()
    grants = (Grant("view", "report", scope), Grant("view", "customer", scope))
    return replace(actor, grants=grants, unit_id=ids[0] if ids else None, unit_ids=ids)


def test_figures_are_summed_and_beside_the_time_before(marts: Shop) -> None:
    with as_tenant(marts.tenant_id):
        answer = ask(of("revenue", "orders", "order_value", face="number"), actor=marts.actor, compare=True)
    assert answer.whole == (10000.0, 4, 2500.0)
    assert answer.before == (4000.0, 1, 4000.0)
    assert answer.lost == ("XAF",)


def test_a_rate_brings_a_currency_in(marts: Shop) -> None:
    set_rates([("XAF", ago(10), Decimal("0.01"))], source="test", actor=marts.actor)
    with as_tenant(marts.tenant_id):
        answer = ask(of("revenue"), actor=marts.actor)
        apart = ask(of("revenue", by="currency"), actor=marts.actor)
    assert answer.whole == (10000.0 + 999 * 0.01 * 100,)
    assert answer.lost == ()
    assert dict(apart.rows) == {"EUR": 10000, "XAF": 999}


def test_splits_filters_and_the_best(marts: Shop) -> None:
    with as_tenant(marts.tenant_id):
        countries = ask(of("revenue", by="country", top=1), actor=marts.actor)
        narrowed = ask(of("revenue", filter=Condition("country", "is", ("CN",))), actor=marts.actor)
        goods = ask(of("revenue", "pieces", by="product"), actor=marts.actor)
        days = ask(of("orders", by="day"), actor=marts.actor)
    assert countries.rows == (("CN", 5000.0),) or countries.rows == (("DE", 5000.0),)
    assert narrowed.whole == (5000.0,)
    assert goods.rows == (("C'2", 5000.0, 1.0), ("T1", 3000.0, 2.0))
    assert goods.names["product"] == {"C'2": "C'2", "T1": "Tea & <b>"}
    assert [row[0] for row in days.rows] == [str(ago(3)), str(ago(2)), str(ago(1))]


def test_a_reader_of_a_unit_is_told_of_it_alone(marts: Shop) -> None:
    clerk = sees(marts.actor, Scope.UNIT, UNIT)
    with as_tenant(marts.tenant_id):
        answers = ask_all([of("revenue"), of("revenue", by="product"), of("visits")], actor=clerk)
        rows = list_rows(of("revenue"), actor=clerk)
        with pytest.raises(Forbidden):
            ask(of("revenue"), actor=sees(marts.actor, Scope.UNIT, None))
        with pytest.raises(Forbidden):
            ask(of("revenue"), actor=sees(marts.actor, Scope.OWN, UNIT))
    assert isinstance(answers[0], Answer) and answers[0].whole == (2000.0,)
    assert isinstance(answers[1], Answer) and answers[1].rows == (("T1", 2000.0),)
    assert isinstance(answers[2], Forbidden)
    assert len(rows.rows) == 1


def test_rows_add_up_to_their_figure_and_page(marts: Shop) -> None:
    asked = of("revenue", by="country")
    with as_tenant(marts.tenant_id):
        answer = ask(asked, actor=marts.actor)
        for row in answer.rows:
            if row[1] > 999:
                behind = list_rows(narrow_to_row(asked, row), actor=marts.actor)
                assert sum(one[-1] for one in behind.rows) == row[1] or row[0] == "DE"
        first = list_rows(of("revenue"), actor=marts.actor, most=2)
        rest = list_rows(of("revenue"), actor=marts.actor, most=2, after=first.after)
    assert first.rows[0][1] == str(ORDER)
    assert (len(first.rows), len(rest.rows), rest.after) == (2, 1, "")


@pytest.mark.parametrize(
    "filter",
    [
        Condition("day", "is", ("2026-01-01",)),
        Condition("moon", "is", ("x",)),
        Condition("country", "above", ("x",)),
        Condition("country", "is", ()),
        Condition("kind", "is", ("visit",)),
    ],
)
def test_what_cannot_be_narrowed_is_refused(marts: Shop, filter: Condition) -> None:
    with as_tenant(marts.tenant_id), pytest.raises(Invalid):
        ask(of("revenue", filter=filter), actor=marts.actor)


def test_words_of_a_filter_are_values_and_never_sql(marts: Shop) -> None:
    hostile = Condition("country", "is", ("' or 1=1 --",))
    with as_tenant(marts.tenant_id):
        assert ask(of("revenue", filter=hostile), actor=marts.actor).whole == (0.0,)


def test_empty_marts_and_none_say_so(empty_marts: Shop) -> None:
    every = [tile.question for board in BUILTINS for tile in _tiles(board, empty_marts)]
    with as_tenant(empty_marts.tenant_id):
        answers = ask_all(every, actor=empty_marts.actor, compare=True)
        nothing = ask(of("order_value", "revenue"), actor=empty_marts.actor)
    assert all(isinstance(one, Answer) for one in answers)
    assert nothing.whole == (None, 0.0)


def test_before_the_first_build_there_is_nothing(shop: Shop) -> None:
    with as_tenant(shop.tenant_id), pytest.raises(Missing):
        ask(of("revenue"), actor=system_actor(shop.tenant_id))


def _tiles(name: str, shop: Shop) -> tuple[Tile, ...]:
    with as_tenant(shop.tenant_id):
        return next(one for one in list_dashboards(shop.actor) if one.name == name).tiles
