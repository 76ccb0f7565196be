"""What a subscriber wants, where it may be, and how long it is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.kernel.subscribers import rules

INSIDE = frozenset({("erp.house", 8080)})


@pytest.mark.parametrize(
    "url", ["https://shop.example/hook", "https://shop.example:8443/h?a=b", "http://erp.house:8080/hook"]
)
def test_an_address_is_taken(url: str) -> None:
    assert rules.find_fault(url, INSIDE) is None


@pytest.mark.parametrize(
    "url",
    [
        *("", "shop.example", "ftp://shop.example/", "https://", "https:///hook", "//shop.example/"),
        *("https://u:p@shop.example/", "https://u@shop.example/", "https://shop.example/#part"),
        *("http://shop.example/hook", "http://erp.house/hook", "https://shop.example:x/", "https://[::1/"),
        *("https://shop.example/a b", "https://shop.example/\n", "javascript:alert(1)"),
    ],
)
def test_an_address_is_refused(url: str) -> None:
    assert rules.find_fault(url, INSIDE)


def test_a_pattern_takes_a_name_or_all_about_one_thing() -> None:
    names = ["order.placed.v1", "order.placed.v2", "orders.merged.v1", "customer.created.v1"]
    assert rules.expand(["order.*"], names) == names[:2]
    assert rules.expand(["order.placed.v2", "customer.*"], names) == [names[1], names[3]]
    assert rules.expand(["order", "*", ".*", "order.placed"], names) == []
    assert rules.topics_of(names) == ["customer.*", "order.*", "orders.*"]


def test_three_days_of_tries() -> None:
    pauses = [(5, 60, 300, 900), (1, 2, 4, 8, 12, 20, 25)]
    assert sum(pauses[0]) + 3600 * sum(pauses[1]) >= rules.GIVE_UP.total_seconds()
    last = len(rules.PAUSES)
    assert rules.pause_before(last, 0.5) is not None
    assert rules.pause_before(last + 1, 0.5) is None
    assert all(
        rules.rest_after(failures, 1).total_seconds() <= rules.LONGEST_REST * 1.1 for failures in range(1, 40)
    )


@pytest.mark.parametrize(
    ("status", "asked", "seconds"),
    [
        (429, "120", 120),
        (503, " 5 ", 5),
        (503, "Sun, 22 Nov 2026 10:30:00 GMT", 1800),
        (503, "Sun, 22 Nov 2026 09:00:00 GMT", 0),
        (429, "-3", 0),
        (429, "99999999999999", rules.LONGEST_WAIT),
        (503, "Fri, 31 Dec 9999 23:59:59 GMT", rules.LONGEST_WAIT),
        *((429, text, None) for text in ("", "soon", "1.5e3", "Sun, 99 Nov 2026", "Infinity")),
        (500, "120", None),
        (200, "120", None),
    ],
)
def test_a_busy_receiver_may_ask_for_patience(status: int, asked: str, seconds: int | None) -> None:
    wait = rules.read_wait(status, asked, datetime(2026, 11, 22, 10, tzinfo=UTC))
    assert wait == (None if seconds is None else timedelta(seconds=seconds))
