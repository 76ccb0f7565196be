"""The clock of urgent needs over zones, nights, free days and changes of clocks; figures rolled up a tree."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.customers.accounts.rules import (
    Hours,
    Node,
    add_working,
    next_step,
    plan_steps,
    roll_up,
    working_between,
)

WEEK = frozenset(range(5))
OFFICE = Hours(time(9), time(17), WEEK, zone="Europe/Berlin")
ZONES = st.sampled_from(
    [
        *("UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Kathmandu"),
        *("Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"),
    ]
)
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
HOURS = st.builds(
    Hours,
    start=CLOCKS,
    end=CLOCKS,
    days=st.frozensets(st.integers(0, 6)),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
    zone=ZONES,
)
MOMENTS = st.integers(0, 500 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
MINUTES = st.integers(1, 5_000)


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))


class TestTheClock:
    @pytest.mark.parametrize(
        ("at", "minutes", "then"),
        [
            (local(23, 10), 30, local(23, 10, 30)),
            (local(23, 16, 50), 30, local(24, 9, 20)),
            (local(20, 16, 50), 30, local(23, 9, 20)),
            (local(21, 12), 30, local(23, 9, 30)),
            (local(23, 3), 1, local(23, 9, 1)),
            (local(23, 16), 60, local(23, 17)),
            (local(23, 9), 480 * 5 + 1, local(30, 9, 1)),
        ],
    )
    def test_runs_in_business_hours_only(self, at: datetime, minutes: int, then: datetime) -> None:
        assert add_working(at, minutes, OFFICE) == then

    def test_stands_on_holidays(self) -> None:
        hours = Hours(time(9), time(17), WEEK, frozenset({date(2026, 11, 24)}), "Europe/Berlin")
        assert add_working(local(23, 16, 50), 30, hours) == local(25, 9, 20)

    def test_runs_over_midnight(self) -> None:
        night = Hours(time(22), time(6), frozenset(range(7)), zone="Europe/Berlin")
        assert add_working(local(23, 23), 60 * 8, night) == local(24, 23)

    def test_day_and_night_is_plain_time(self) -> None:
        always = Hours(time(0), time(0), frozenset(), zone="Europe/Berlin")
        at = local(28, 12, month=3)
        assert add_working(at, 24 * 60, always) - at.astimezone(UTC) == timedelta(hours=24)

    def test_counts_the_true_length_of_a_night_on_which_clocks_change(self) -> None:
        night = Hours(time(22), time(6), frozenset(range(7)), zone="Europe/Berlin")
        # In the night to 29 March 2026 there is no two o'clock: seven hours of work, not eight.
        assert add_working(local(28, 22, month=3), 7 * 60, night) == local(29, 6, month=3)
        # In the night to 25 October there are two of them.
        assert add_working(local(24, 22, month=10), 9 * 60, night) == local(25, 6, month=10)

    def test_nobody_ever_works(self) -> None:
        year = frozenset(date(2020, 1, 1) + timedelta(days=day) for day in range(8_000))
        with pytest.raises(ValueError, match="Nobody"):
            add_working(local(23, 10), 1, Hours(time(9), time(17), WEEK, year))

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(MOMENTS, MINUTES, HOURS)
    def test_exactly_so_much_working_time_passes(self, at: datetime, minutes: int, hours: Hours) -> None:
        then = add_working(at, minutes, hours)
        assert then > at
        assert working_between(at, then, hours) == timedelta(minutes=minutes)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(MOMENTS, MINUTES, MINUTES, HOURS)
    def test_waiting_twice_is_waiting_for_both(
        self, at: datetime, first: int, second: int, hours: Hours
    ) -> None:
        assert add_working(add_working(at, first, hours), second, hours) == add_working(
            at, first + second, hours
        )

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(MOMENTS, st.integers(0, 100_000), MINUTES, HOURS)
    def test_who_begins_later_is_never_done_sooner(
        self, at: datetime, later: int, minutes: int, hours: Hours
    ) -> None:
        after = at + timedelta(minutes=later)
        assert add_working(after, minutes, hours) >= add_working(at, minutes, hours)


class TestTheSteps:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(MOMENTS, MINUTES, MINUTES, HOURS)
    def test_are_due_one_after_the_other(self, at: datetime, answer: int, further: int, hours: Hours) -> None:
        due = plan_steps(at, answer=answer, further=further, hours=hours)
        assert due[0] == at < due[1] < due[2]

    def test_are_taken_when_due_and_end_with_the_last(self) -> None:
        due = plan_steps(local(23, 10), answer=30, further=60, hours=OFFICE)
        moments = [(local(23, 10), 0, 1), (local(23, 10, 29), 1, None), (local(23, 10, 30), 1, 2)]
        moments += [(local(23, 11, 29), 2, None), (local(23, 11, 30), 2, 3), (local(29, 10), 3, None)]
        assert [next_step(step, due, now) for now, step, _then in moments] == [
            then for _n, _s, then in moments
        ]


def node(name: str, parent: UUID | None = None, spent: int = 0, currency: str = "EUR") -> Node:
    return Node(uuid4(), parent, name, 1, spent, currency)


class TestRollUp:
    def test_sums_what_is_below_by_currency(self) -> None:
        top = node("Group", spent=100)
        north, south = node("North", top.id, 20), node("South", top.id, 30, "CNY")
        local_ = node("Local", north.id, 5)
        lines = roll_up([local_, south, top, north])
        assert [(one.name, one.depth, one.rolled, one.rolled_orders) for one in lines] == [
            ("Group", 0, {"EUR": 125, "CNY": 30}, 4),
            ("North", 1, {"EUR": 25}, 2),
            ("Local", 2, {"EUR": 5}, 1),
            ("South", 1, {"CNY": 30}, 1),
        ]

    def test_one_whose_parent_is_hidden_stands_at_the_top(self) -> None:
        lines = roll_up([node("A", uuid4(), 1), node("B")])
        assert [(one.name, one.depth) for one in lines] == [("A", 0), ("B", 0)]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1_000)), max_size=30))
    def test_nothing_is_lost_or_counted_twice(self, given_: list[tuple[int, int]]) -> None:
        nodes: list[Node] = []
        for number, (parent, spent) in enumerate(given_):
            above = nodes[parent % number].id if number and parent % 3 else None
            nodes.append(node(f"N{number}", above, spent))
        lines = roll_up(nodes)
        assert len(lines) == len(nodes)
        tops = sum(one.rolled.get("EUR", 0) for one in lines if one.depth == 0)
        assert tops == sum(spent for _parent, spent in given_)
