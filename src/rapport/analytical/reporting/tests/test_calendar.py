"""When scheduled reports are due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from rapport.analytical.reporting.contracts.sending import EVERY, Every
from rapport.analytical.reporting.rules.calendar import find_next

BERLIN = ZoneInfo("Europe/Berlin")


@given(
    every=some.sampled_from(EVERY),
    on=some.integers(1, 7),
    at=some.times().map(lambda one: one.replace(second=0, microsecond=0)),
    zone=some.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    after=some.integers(946_684_800, 2_840_140_800).map(lambda one: datetime.fromtimestamp(one, UTC)),
)
def test_it_is_due_later_and_within_the_step(
    every: Every, on: int, at: time, zone: str, after: datetime
) -> None:
    found = find_next(every, on, at, ZoneInfo(zone), after)
    local = found.astimezone(ZoneInfo(zone))
    assert (
        after
        < found
        <= after
        + {"day": timedelta(days=1), "week": timedelta(days=7)}.get(every, timedelta(days=31))
        + timedelta(hours=2)
    )
    assert every != "week" or local.isoweekday() == on or local.hour in (0, 1, 2, 3)
    assert local.replace(tzinfo=None).time() == at or local.hour in (0, 1, 2, 3)


def test_an_hour_stays_when_clocks_change() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    first = find_next("day", 1, time(8), BERLIN, before)
    assert (first, find_next("day", 1, time(2, 30), BERLIN, before)) == (
        datetime(2026, 3, 29, 6, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    )
    twice = find_next("day", 1, time(2, 30), BERLIN, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert find_next("day", 1, time(2, 30), BERLIN, twice).date() == date(2026, 10, 26)


def test_a_short_month_takes_its_last_day() -> None:
    moment = datetime(2027, 1, 31, 12, tzinfo=UTC)
    found = [moment := find_next("month", 31, time(8), ZoneInfo("UTC"), moment) for _ in range(3)]
    assert [one.date() for one in found] == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
