"""Is it an effect? The formulas against published figures, and against what chance does."""

import csv
import gzip
import random
from pathlib import Path

import pytest

from rapport.kernel.lots import LOTS
from rapport.kernel.shares import score_interval
from rapport.operational.marketing.contracts import Arm
from rapport.operational.marketing.http.effects import write_letters
from rapport.operational.marketing.rules.always_valid import compare_running, running_interval
from rapport.operational.marketing.rules.drawing import edges
from rapport.operational.marketing.rules.effect import (
    compare,
    mean_difference,
    rate_difference,
    t_quantile,
)
from rapport.ui.api import Viewer


def arm(values: list[float]) -> Arm:
    """Return what people who spent this much did."""
    buyers = sum(1 for value in values if value)
    return Arm(len(values), buyers, buyers, sum(values), sum(value * value for value in values))


def test_shares_differ_as_newcombe_published() -> None:
    """Newcombe 1998, table II, method 10: 56/70 - 48/80 lies between .0524 and .3339."""
    found = rate_difference(56, 70, 48, 80)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    none = rate_difference(10, 10, 0, 20)
    assert (round(none.low, 4), round(none.high, 4)) == (0.6791, 1.0)


def test_a_share_lies_where_wilson_says() -> None:
    low, high = score_interval(15, 148)
    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)


@pytest.mark.parametrize(("freedom", "published"), [(10, 2.228), (30, 2.042), (120, 1.980), (10**6, 1.960)])
def test_quantiles_are_those_of_the_tables(freedom: float, published: float) -> None:
    assert round(t_quantile(0.975, freedom), 3) == published


def test_a_loss_is_said_without_a_minus_before_more() -> None:
    found = {"A": Arm(9000, 1200, 1200, 0.0, 0.0), "B": Arm(9000, 600, 600, 0.0, 0.0)}
    (said,) = write_letters(found, Viewer())
    assert said.startswith("Letter B sold to 6.7% fewer than A, from ") and "A difference is shown." in said


def test_one_side_alone_says_nothing() -> None:
    found = compare(arm([1.0, 2.0]), Arm(0, 0, 0, 0.0, 0.0))
    assert not found.rate.sure and not found.revenue.sure


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    draw = random.Random(7)
    held = 0
    for _ in range(300):
        treated = arm([draw.expovariate(1 / 30) if draw.random() < 0.12 else 0.0 for _ in range(400)])
        control = arm([draw.expovariate(1 / 30) if draw.random() < 0.10 else 0.0 for _ in range(400)])
        found = compare(treated, control)
        held += found.rate.low <= 0.02 <= found.rate.high and found.revenue.low <= 0.6 <= found.revenue.high
    assert held > 0.85 * 300


def test_looking_often_does_not_make_an_effect() -> None:
    """Two letters that are alike, looked at after each hundred: an honest test calls few different."""
    draw = random.Random(3)
    fooled = 0
    for _ in range(100):
        a = b = 0
        for look in range(1, 31):
            a += sum(draw.random() < 0.1 for _ in range(100))
            b += sum(draw.random() < 0.1 for _ in range(100))
            if running_interval(a, 100 * look, b, 100 * look).sure:
                fooled += 1
                break
    assert fooled <= 10


def test_a_letter_that_is_better_is_found() -> None:
    found = running_interval(900, 5000, 500, 5000)
    assert found.sure and found.low > 0.05


def test_letters_are_told_apart_where_it_is_shown_and_only_there() -> None:
    viewer = Viewer()
    usual, better = Arm(5000, 500, 500, 1.0, 1.0), Arm(5000, 900, 900, 1.0, 1.0)
    few = Arm(20, 5, 5, 1.0, 1.0)
    said = write_letters({"A": usual, "B": better, "C": usual, "D": few}, viewer)
    assert [one.endswith("A difference is shown.") for one in said] == [True, False, False]
    assert said[0].startswith("Letter B sold to 8.0% more than A")
    assert said[1].endswith("No difference is shown yet.")
    assert said[2].endswith("too few people to say anything yet.")
    assert write_letters({"A": usual}, viewer) == []


def test_shares_split_all_the_lots() -> None:
    assert edges([1, 1, 2]) == [2500, 5000, LOTS]


def test_the_published_effect_of_the_hillstrom_letters_is_found_again(data: Path) -> None:
    """The half of the test kept here: visit +.03925 (s.e. .00462), conversion +.00298, spend +.345 (.178)."""
    sides: dict[str, list[dict[str, str]]] = {"Womens E-Mail": [], "No E-Mail": []}
    with gzip.open(data / "marketing" / "hillstrom_womens_half.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            sides[row["segment"]].append(row)
    treated, control = sides["Womens E-Mail"], sides["No E-Mail"]
    for column, value, error in (("visit", 0.03925, 0.00462), ("conversion", 0.00298, 0.00115)):
        found = rate_difference(
            sum(int(row[column]) for row in treated),
            len(treated),
            sum(int(row[column]) for row in control),
            len(control),
        )
        assert (round(found.value, 5), round(found.error, 5)) == (value, error)
        assert found.low < value < found.high
    spent = mean_difference(
        arm([float(row["spend"]) for row in treated]), arm([float(row["spend"]) for row in control])
    )
    assert (round(spent.value, 3), round(spent.error, 3)) == (0.345, 0.178)
    assert not spent.sure


def test_several_letters_share_the_chance_of_being_wrong() -> None:
    first, other = Arm(5000, 500, 500, 0.0, 0.0), Arm(5000, 600, 600, 0.0, 0.0)
    two = compare_running({"A": first, "B": other})
    three = compare_running({"A": first, "B": other, "C": first})
    assert set(two) == {"B"} and set(three) == {"B", "C"} and compare_running({"A": first}) == {}
    assert three["B"].low < two["B"].low < two["B"].value == three["B"].value
