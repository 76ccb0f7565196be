"""What an event tells, and when a count stands out."""

import math
from datetime import timedelta

import pytest

from rapport.bigdata.realtime.operations.reading import origin_of
from rapport.bigdata.realtime.rules.summing import quantile_bound, within
from rapport.bigdata.realtime.rules.unusual import ALPHA, judge, surprise


@pytest.mark.parametrize(
    ("url", "referrer", "origin"),
    [
        ("https://shop.example/a", None, "direct"),
        ("https://shop.example/a", "https://www.search.example/?q=tea", "search.example"),
        ("https://www.shop.example/b", "https://shop.example/a", ""),
        ("https://shop.example/a?utm_source=News+Letter", "https://mail.example/", "news letter"),
        (None, None, "direct"),
        ("https://shop.example/", "https://[half", ""),
    ],
)
def test_where_a_visit_came_from(url: str | None, referrer: str | None, origin: str) -> None:
    assert origin_of(url, referrer) == origin


class TestUnusual:
    def test_too_little_is_known(self) -> None:
        assert judge(100, [0, 0]) == ""
        assert judge(0, [0, 0, 0]) == ""

    @pytest.mark.parametrize(
        ("now", "earlier", "mark"),
        [
            (4, [4, 5, 3, 4], ""),
            (9, [4, 5, 3, 4], ""),
            (20, [4, 5, 3, 4], "high"),
            (0, [12, 10, 11, 9], "low"),
            (5, [0, 0, 0, 0, 0, 0, 0, 0], "high"),
            (10_100, [10_000] * 4, ""),
            (11_000, [10_000] * 4, "high"),
        ],
    )
    def test_what_stands_out(self, now: int, earlier: list[int], mark: str) -> None:
        assert judge(now, earlier) == mark

    def test_the_chance_is_the_binomials(self) -> None:
        """Five of five in one of nine hours: 1/9 to the fifth."""
        assert ALPHA > (1 / 9) ** 5
        assert judge(2, [0] * 8) == ""
        assert ALPHA < (1 / 9) ** 2

    def test_normal_and_exact_agree_where_they_meet(self, monkeypatch: pytest.MonkeyPatch) -> None:
        marks = [judge(now, [400] * 4) for now in range(280, 540, 3)]
        monkeypatch.setattr("rapport.bigdata.realtime.rules.unusual.LARGEST_EXACT", 1)
        near = [judge(now, [400] * 4) for now in range(280, 540, 3)]
        assert sum(one != other for one, other in zip(marks, near, strict=True)) <= 4
        assert {"", "high", "low"} == set(marks)

    def test_surprise(self) -> None:
        assert surprise(0, 0) == 0
        assert surprise(16, 9) == pytest.approx(7 / math.sqrt(25))


def test_delays_by_their_bounds() -> None:
    assert within(timedelta(seconds=0.3)) == "0.5"
    assert within(timedelta(hours=1)) == "more"
    assert quantile_bound({"0.25": 90, "1.0": 6, "more": 4}, 0.95) == 1.0
    assert quantile_bound({"more": 10}, 0.95) is None
    assert quantile_bound({}, 0.95) is None
