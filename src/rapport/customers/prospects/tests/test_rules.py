"""The score: bounded, explained by its reasons, and never less for knowing more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.customers.prospects.rules import POINTS, Known, score

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KNOWN = st.builds(
    Known,
    interest=st.sampled_from(["", "cold", "warm", "hot"]),
    email=st.booleans(),
    verified=st.booleans(),
    phone=st.booleans(),
    company=st.booleans(),
    consent=st.booleans(),
    last_touch_at=st.none()
    | st.integers(-3_000_000, 0).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
PICKED = st.fixed_dictionaries({code: st.integers(-100, 100) for code in POINTS})


def test_a_stranger_has_no_points() -> None:
    assert score(Known(), now=NOW) == (0, ())


def test_reasons_say_where_the_points_come_from() -> None:
    points, reasons = score(Known(interest="hot", email=True, consent=True), now=NOW)
    assert points == 65
    assert [(one.code, one.points) for one in reasons] == [("hot", 40), ("consent", 15), ("email", 10)]


def test_freshness_passes() -> None:
    known = Known(last_touch_at=NOW - timedelta(days=14))
    assert score(known, now=NOW)[0] == 15
    assert score(known, now=NOW + timedelta(seconds=1))[0] == 0


def test_a_rule_of_no_points_is_off_and_one_below_zero_counts_against() -> None:
    points, reasons = score(
        Known(email=True, company=True), now=NOW, points={**POINTS, "email": 0, "company": -5}
    )
    assert (points, [one.code for one in reasons]) == (0, ["company"])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KNOWN, PICKED)
def test_the_score_is_the_bounded_sum_of_its_reasons(known: Known, points: dict[str, int]) -> None:
    value, reasons = score(known, now=NOW, points=points)
    assert value == max(0, min(100, sum(one.points for one in reasons)))
    assert [one.points for one in reasons] == sorted((one.points for one in reasons), reverse=True)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KNOWN, st.sampled_from(["email", "verified", "phone", "company", "consent"]))
def test_knowing_more_never_lowers_it(known: Known, name: str) -> None:
    more: dict[str, Any] = {name: True}
    less: dict[str, Any] = {name: False}
    assert score(replace(known, **more), now=NOW)[0] >= score(replace(known, **less), now=NOW)[0]
