"""What follows on a call, and at which hours; what people write in files."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.operational.marketing.rules.by_hand import (
    ON_CALL,
    OUTCOMES,
    consent_channel,
    follow,
    into_hours,
    read_outcome,
)

START = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "UTC"])
MOMENTS = st.integers(0, 6 * 366 * 1440).map(lambda at: START + timedelta(minutes=at))
HOURS = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda one: one[0] < one[1])


@given(MOMENTS, ZONES, HOURS)
def test_calls_come_within_hours_soon_and_never_before(
    moment: datetime, zone: str, hours: tuple[int, int]
) -> None:
    found = into_hours(moment, zone, hours)
    local = found.astimezone(ZoneInfo(zone))
    assert moment <= found <= moment + timedelta(hours=26)
    # An opening hour that the change of clocks leaves out begins an hour later.
    assert hours[0] <= local.hour < hours[1] or (local.hour - hours[0]) % 24 <= 1
    assert into_hours(found, zone, (0, 24)) == found


def test_a_call_is_tried_again_until_the_tries_are_used_up() -> None:
    now = datetime(2026, 3, 28, 16, 0, tzinfo=UTC)  # the clocks change in the night that follows
    rest: dict[str, Any] = {
        "most": 3,
        "now": now,
        "again_at": None,
        "zone": "Europe/Berlin",
        "hours": (9, 18),
    }
    first = follow("no-answer", tries=1, **rest)
    assert (first.state, first.next_at) == ("open", datetime(2026, 3, 29, 7, 0, tzinfo=UTC))
    assert follow("no-answer", tries=3, **rest).state == "done"
    assert follow("later", tries=9, **rest).state == "open"
    ends = {one: follow(one, tries=1, **rest).state for one in ON_CALL}
    assert {one for one, state in ends.items() if state == "open"} == {"no-answer", "later"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("interested", "interested"),
        (" Opt  OUT ", "stop"),
        ("退回", "returned"),
        ("no_answer", "no-answer"),
        ("?", ""),
    ],
)
def test_results_are_read_as_people_write_them(text: str, code: str) -> None:
    assert read_outcome(text) == code


def test_every_code_is_read_and_consent_is_that_of_the_way_people_are_reached() -> None:
    assert [read_outcome(one) for one in OUTCOMES] == list(OUTCOMES)
    ways = [("call", "post"), ("letter", "email"), ("partner", "email"), ("sms", "post")]
    assert [consent_channel(*one) for one in ways] == ["phone", "post", "email", "sms"]
