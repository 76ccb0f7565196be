"""The pure rules: ranking, models, the choice by time, what is offered, and what came of showing."""

from decimal import Decimal
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from rapport.analytical.recommendation.contracts import Bar, Goods, Policy, Suggested, WhyNot
from rapport.analytical.recommendation.rules.learning.choosing import choose
from rapport.analytical.recommendation.rules.learning.measuring import measure, set_task
from rapport.analytical.recommendation.rules.learning.purchases import LONGEST, Bought
from rapport.analytical.recommendation.rules.learning.ranking import leave_out, rank
from rapport.analytical.recommendation.rules.learning.recipes import POPULAR, TOGETHER, Recipe, list_recipes
from rapport.analytical.recommendation.rules.live import find_difference, is_drawn
from rapport.analytical.recommendation.rules.offering import choose_offers
from rapport.analytical.recommendation.tests.sources import ENTERED

RECIPES = [
    POPULAR,
    TOGETHER,
    Recipe("ease", {"ridge": 10.0}),
    Recipe("ials", {"factors": 8, "unbought": 0.1, "ridge": 0.01}),
]


def draw_bought(seed: int, customers: int = 120, products: int = 30) -> Bought:
    """Return purchases of customers with one of three tastes; no two products are bought by equally many."""
    draw = np.random.default_rng(seed)
    who = np.repeat(np.arange(customers), draw.integers(3, 9, customers))
    what = (who % 3) * (products // 3) + np.minimum(draw.geometric(0.25, len(who)) - 1, products // 3 - 1)
    day = draw.integers(0, 400, len(who))
    order = np.argsort(-np.bincount(what, minlength=products), kind="stable")
    number = np.empty(products, np.int64)
    number[order] = np.arange(products)
    return Bought(who, number[what], day, customers, products)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda one: one.kind)
def test_a_model_does_not_ask_who_a_customer_is(recipe: Recipe) -> None:
    bought = draw_bought(1)
    shuffled = np.random.default_rng(2).permutation(bought.customers)
    sizes = (bought.customers, bought.products)
    other = Bought(shuffled[bought.customer], bought.product, bought.day + 77, *sizes)
    first, second = bought.matrix(), other.matrix()
    one, two = recipe.fit(first, 3).score(first), recipe.fit(second, 3).score(second)
    assert np.allclose(one, two[shuffled], atol=2e-4)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda one: one.kind)
def test_lists_hold_nothing_that_was_bought_and_all_else(recipe: Recipe) -> None:
    matrix = draw_bought(4).matrix()
    scores = leave_out(recipe.fit(matrix, 3).score(matrix), matrix)
    ranked = rank(scores, matrix.shape[1])
    for row in range(matrix.shape[0]):
        had = set(matrix[row].indices)
        assert set(ranked[row, : matrix.shape[1] - len(had)]) == set(range(matrix.shape[1])) - had


@drawn(st.lists(st.sampled_from([-1.5, -0.0, 0.0, 1.0, 2.5]), min_size=1, max_size=40), st.integers(1, 45))
def test_equals_stand_in_the_order_of_their_numbers(scores: list[float], most: int) -> None:
    ranked = rank(np.array([scores], np.float32), most)[0].tolist()
    assert ranked == sorted(range(len(scores)), key=lambda place: (-scores[place], place))[:most]


def test_who_resells_everything_is_learnt_from_in_part() -> None:
    products = LONGEST + 50
    bought = Bought(np.zeros(products, int), np.arange(products), np.arange(products), 1, products)
    assert bought.matrix().indices.tolist() == list(range(50, products))


def test_tastes_are_found_and_chance_is_not() -> None:
    tasteful = choose(draw_bought(5, customers=300), seed=1)
    draw = np.random.default_rng(6)
    who = np.repeat(np.arange(300), 6)
    by_chance = Bought(who, draw.integers(0, 30, len(who)), draw.integers(0, 400, len(who)), 300, 30)
    random = choose(by_chance, seed=1)
    assert tasteful is not None
    assert random is not None
    assert tasteful.recipe.kind != "popular"
    assert random.recipe.kind == "popular"
    best = next(one for one in tasteful.judged if one.recipe == tasteful.recipe)
    assert 0 < best.gain.low <= best.gain.mean <= best.gain.high
    assert 0 < best.coverage <= 1


def test_a_larger_shop_tries_what_its_budget_allows() -> None:
    kinds = {recipe.kind for recipe in list_recipes(100_000, 3_000, 1_000_000)}
    assert kinds == {"popular", "together", "ease", "ials"}
    assert len(list_recipes(5_000_000, 100_000, 60_000_000)) < len(list_recipes(100_000, 3_000, 1_000_000))


def test_lastfm_is_ranked_as_well_as_published_kinds_do(data: Path) -> None:
    folder = data / "recsys" / "lastfm"
    learnt, asked = (np.loadtxt(folder / name)[:, :2].astype(int) for name in ("data1.txt", "test1.txt"))
    shape = tuple(np.maximum(learnt.max(0), asked.max(0)) + 1)
    known, then = (csr_matrix((np.ones(len(a), np.float32), a.T), shape) for a in (learnt, asked))
    task = set_task(known, then)
    rated = {one.kind: measure(one.fit(known, 1), task).ndcg.mean() for one in (POPULAR, TOGETHER)}
    assert task.customers == 1856
    assert rated["together"] == pytest.approx(0.169, abs=0.005)
    assert rated["popular"] < 0.02


def _list(*shelves: int, margins: tuple[float | None, ...] = ()) -> list[Suggested]:
    """Return a list of products of these shelves, with these margins."""
    goods = [
        Goods(
            id=UUID(int=place + 1),
            sku=str(place),
            name=f"Tea {place}",
            href="",
            currency="EUR",
            price=Decimal(5),
            margin=margins[place] if margins else None,
            category_id=UUID(int=shelf) if shelf else None,
            category="",
            offered=shelf >= 0,
            entered_at=ENTERED,
        )
        for place, shelf in ((place, abs(shelf)) for place, shelf in enumerate(shelves))
    ]
    return [Suggested(goods=one, kind="new", ground="bought", score=1.0) for one in goods]


def _bar(**what: UUID) -> Bar:
    plain: dict[str, UUID | None] = {"product_id": None, "category_id": None, "party_id": None}
    return Bar(id=UUID(int=99), reason="Recalled", created_at=ENTERED, **(plain | what))


def test_each_refusal_says_why() -> None:
    listed = _list(1, 1, 1, 1, 2, 3)
    bars = [_bar(product_id=UUID(int=1), party_id=UUID(int=7)), _bar(category_id=UUID(int=2))]
    offered, refused = choose_offers(listed, bars, Policy(most_of_category=2), 9)
    assert [one.goods.sku for one in offered] == ["1", "2", "5"]
    assert [(one.goods.sku, one.why) for one in refused] == [
        ("0", WhyNot.NOT_FOR_THEM),
        ("3", WhyNot.ENOUGH),
        ("4", WhyNot.SHELF_BARRED),
    ]
    assert refused[0].reason == "Recalled"


def test_the_margin_counts_as_much_as_the_business_says() -> None:
    listed = _list(0, 0, 0, margins=(0.0, 0.9, None))
    plain, _ = choose_offers(listed, [], Policy(), 3)
    weighed, _ = choose_offers(listed, [], Policy(margin_weight=1.0), 3)
    assert [one.goods.sku for one in plain] == ["0", "1", "2"]
    assert [one.goods.sku for one in weighed] == ["1", "0", "2"]


def test_the_slice_stays_the_same_and_is_as_large_as_said() -> None:
    people = [UUID(int=number) for number in range(4_000)]
    chosen = [one for one in people if is_drawn(one, 5, "a")]
    assert 140 < len(chosen) < 260
    assert chosen == [one for one in people if is_drawn(one, 5, "a")]
    assert chosen != [one for one in people if is_drawn(one, 5, "b")]
    assert not any(is_drawn(one, 0, "a") for one in people)


def test_a_difference_of_shares_has_its_published_range() -> None:
    found = find_difference((56, 70), (48, 80))
    assert found is not None
    assert [round(one, 4) for one in (found.mean, found.low, found.high)] == [0.2, 0.0524, 0.3339]
    assert find_difference((1, 2), (0, 0)) is None
