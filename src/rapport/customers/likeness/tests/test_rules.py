"""What a threshold gives, and who stays."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from rapport.customers.likeness.rules import expect, stays

EARLY, LATE = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)


def test_counts_what_lies_above_and_what_it_misses() -> None:
    (one,) = expect([0.9, 0.7, 0.4], [0.5])
    assert one.pairs == 2
    assert abs(one.wrong - 0.2) < 1e-9
    assert abs(one.missed - 0.2) < 1e-9


@given(st.lists(st.floats(0, 1), max_size=30))
def test_a_higher_threshold_is_never_wronger_and_never_misses_less(probabilities: list[float]) -> None:
    low, high = expect(probabilities, [0.3, 0.8])
    assert high.pairs <= low.pairs
    assert high.missed >= low.missed - 1e-9
    assert not high.pairs or high.wrong <= low.wrong + 1e-9


def test_more_orders_stay_and_among_equals_the_elder() -> None:
    assert stays((3, LATE), (1, EARLY))
    assert not stays((1, EARLY), (3, LATE))
    assert stays((2, EARLY), (2, LATE))
    assert not stays((2, LATE), (2, EARLY))
