"""Times and batches, whatever is sent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.bigdata.ingest.rules.checking import Checked, Event, Fault, check_event
from rapport.bigdata.ingest.rules.clock import settle_time
from rapport.bigdata.ingest.rules.reading import UnreadableError, read_json, read_lines

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(claimed=st.none() | MOMENTS, sent=st.none() | MOMENTS)
def test_nothing_happens_after_it_was_received(claimed: datetime | None, sent: datetime | None) -> None:
    told = settle_time(claimed, sent, NOW)
    assert told.happened_at <= NOW
    assert told.claimed_at == claimed


def test_a_slow_way_moves_no_event() -> None:
    claimed = NOW - timedelta(minutes=3)
    assert settle_time(claimed, NOW - timedelta(seconds=4), NOW).happened_at == claimed


def test_a_clock_a_day_behind_is_set_right() -> None:
    behind = NOW - timedelta(days=1)
    assert settle_time(behind - timedelta(hours=2), behind, NOW).happened_at == NOW - timedelta(hours=2)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for read in (read_json, read_lines):
        try:
            posted = read(body)
        except UnreadableError:
            continue
        for index, raw in enumerate(posted.events):
            found = check_event(raw, index, kind="site", sent_at=None, received_at=NOW)
            assert isinstance(found, Checked | Fault)


@pytest.mark.parametrize("more", [{"visitor": "v"}, {"user": "u"}])
def test_a_visitor_or_a_user_is_enough(more: dict[str, str]) -> None:
    raw = ('{"event": "page", ' + ", ".join(f'"{k}": "{v}"' for k, v in more.items()) + "}").encode()
    assert isinstance(check_event(raw, 0, kind="site", sent_at=None, received_at=NOW), Checked)


@pytest.mark.parametrize(
    ("price", "kept"),
    [("12.50", True), ("12.5000000", True), ("0.0000001", False), ("1e400", False), ("0e-9", True)],
)
def test_an_amount_has_six_decimals_at_most(price: str, kept: bool) -> None:
    for text in (price, f'"{price}"'):
        raw = b'{"event":"cart","visitor":"v","price":%s}' % text.encode()
        found = check_event(raw, 0, kind="site", sent_at=None, received_at=NOW)
        assert isinstance(found, Checked) is kept


def test_what_is_known_is_read_alike_beside_what_is_not() -> None:
    known = b'{"event":"cart","visitor":"v","key":"k","quantity":2,"price":12.5,"at":"2026-05-01T11:00:00Z"'
    plain, more = (
        check_event(known + end, 0, kind="site", sent_at=None, received_at=NOW)
        for end in (b"}", b',"colour":{"name":"red"}}')
    )
    assert isinstance(plain, Checked) and isinstance(more, Checked)
    assert (plain.more, more.more) == ({}, {"colour": {"name": "red"}})
    assert plain.told == more.told
    names = Event.__struct_fields__
    assert [getattr(plain.event, name) for name in names] == [getattr(more.event, name) for name in names]
