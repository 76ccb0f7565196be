"""Properties of the scores, segments and the curve."""

import math
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.analytical.value.contracts import Scores, Segment
from rapport.analytical.value.rules.curve import draw_curve
from rapport.analytical.value.rules.history import PurchaseHistory, count_recency_days
from rapport.analytical.value.rules.quintiles import (
    PARTS,
    cut_customers,
    locate_part,
    score_customers,
)
from rapport.analytical.value.rules.reasons import explain
from rapport.analytical.value.rules.segments import GRID, list_cells, name_segment
from rapport.analytical.value.tests.populations import POPULATIONS


@given(st.integers(1, 60))
def test_parts_differ_by_one_row_and_the_larger_come_first(count: int) -> None:
    sizes = Counter(locate_part(position, count) for position in range(count))
    ordered = [sizes[part] for part in range(1, PARTS + 1)]
    assert ordered == sorted(ordered, reverse=True)
    assert max(ordered) - min(ordered) <= 1


@given(POPULATIONS)
def test_scores_are_those_of_the_position(population: list[PurchaseHistory]) -> None:
    scores = score_customers(population)
    for measure in ("recency", "frequency", "monetary"):
        ordered = sorted(population, key=lambda history: getattr(history, f"{measure}_ranking")())
        for position, history in enumerate(ordered):
            assert getattr(scores[history.party_id], measure) == locate_part(position, len(ordered))


@given(POPULATIONS)
def test_scores_do_not_depend_on_the_order_of_reading(population: list[PurchaseHistory]) -> None:
    assert score_customers(population) == score_customers(reversed(population))


@given(POPULATIONS, st.integers(1, 1000))
def test_scores_do_not_change_when_all_money_is_scaled(
    population: list[PurchaseHistory], factor: int
) -> None:
    scaled = [
        PurchaseHistory(h.party_id, h.first_at, h.last_at, h.orders, h.gross_minor * factor)
        for h in population
    ]
    assert score_customers(scaled) == score_customers(population)


@given(POPULATIONS)
def test_buying_more_never_lowers_a_score(population: list[PurchaseHistory]) -> None:
    cuts = cut_customers(population)
    for history in population:
        more = PurchaseHistory(
            history.party_id, history.first_at, history.last_at, history.orders + 1, history.gross_minor + 1
        )
        before, after = cuts.score(history), cuts.score(more)
        assert after.frequency >= before.frequency
        assert after.monetary >= before.monetary


def test_every_cell_has_one_segment_and_every_segment_a_cell() -> None:
    assert {cell for row in GRID for cell in row} == set(Segment)
    assert sum(len(list_cells(segment)) for segment in Segment) == PARTS * PARTS


@pytest.mark.parametrize(
    ("recency", "frequency", "segment"),
    [
        (5, 5, Segment.CHAMPIONS),
        (5, 1, Segment.NEW),
        (4, 1, Segment.PROMISING),
        (3, 3, Segment.NEED_ATTENTION),
        (3, 1, Segment.ABOUT_TO_SLEEP),
        (2, 3, Segment.AT_RISK),
        (1, 5, Segment.CANNOT_LOSE),
        (1, 1, Segment.HIBERNATING),
        (3, 5, Segment.LOYAL),
        (5, 3, Segment.POTENTIAL_LOYALISTS),
    ],
)
def test_segments_follow_the_published_grid(recency: int, frequency: int, segment: Segment) -> None:
    assert name_segment(Scores(recency, frequency, 3)) is segment


AMOUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=250)


@given(AMOUNTS)
def test_the_curve_rises_bends_down_and_ends_at_everything(amounts: list[int]) -> None:
    curve = draw_curve(amounts)
    assert curve.points[0].customers == 0
    assert (curve.points[-1].customers, curve.points[-1].revenue_minor) == (len(amounts), sum(amounts))
    assert len(curve.points) <= 101
    for point in curve.points:
        customers, revenue = curve.share_of(point)
        assert not sum(amounts) or revenue >= customers - 1e-9


@given(AMOUNTS)
def test_the_curve_agrees_with_its_definitions(amounts: list[int]) -> None:
    curve, total, count = draw_curve(amounts), sum(amounts), len(amounts)
    differences = sum(abs(a - b) for a in amounts for b in amounts)
    expected = differences / (2 * count * total) if total else 0.0
    assert math.isclose(curve.gini, expected, abs_tol=1e-12)
    best = sorted(amounts, reverse=True)
    assert sum(best[: curve.customers_for_eighty]) * 5 >= total * 4
    assert curve.customers_for_eighty == 0 or sum(best[: curve.customers_for_eighty - 1]) * 5 < total * 4
    if count % 5 == 0 and total:
        assert math.isclose(curve.top_fifth_share, sum(best[: count // 5]) / total)


def test_equal_customers_have_no_best_fifth() -> None:
    curve = draw_curve([700] * 7)
    assert math.isclose(curve.top_fifth_share, 0.2)
    assert curve.gini == 0


def test_nobody_gives_an_empty_curve() -> None:
    assert draw_curve([]).customers == 0


def test_days_are_counted_in_the_zone_of_the_shop() -> None:
    last_at, as_of = datetime(2026, 1, 1, 15, tzinfo=UTC), datetime(2026, 1, 1, 17, tzinfo=UTC)
    assert count_recency_days(last_at, as_of, ZoneInfo("UTC")) == 0
    assert count_recency_days(last_at, as_of, ZoneInfo("Asia/Shanghai")) == 1
    assert count_recency_days(as_of, last_at, ZoneInfo("Asia/Shanghai")) == 0


def test_reasons_say_how_many_stand_lower() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    history = PurchaseHistory(UUID(int=1), at, at, 12, 99_000)
    recency, frequency, monetary = explain(history, Scores(5, 3, 1), recency_days=4)
    assert (recency.value, recency.better_than) == (4, 80)
    assert (frequency.value, frequency.better_than) == (12, 40)
    assert (monetary.value, monetary.better_than) == (99_000, 0)
