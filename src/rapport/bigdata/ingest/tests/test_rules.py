"""Times and batches, whatever is sent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.bigdata.ingest.rules.checking import Checked, Fault, check_event
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
