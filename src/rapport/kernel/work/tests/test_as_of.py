"""A past is entered as of its own moments, and the present comes back after it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.house import Shop

from rapport.kernel.work.api import unit_of_work, work_as_of

LONG_AGO = datetime(2024, 5, 1, 8, 30, tzinfo=UTC)


def test_work_believes_the_moment_until_it_is_over(shop: Shop) -> None:
    with work_as_of(LONG_AGO), unit_of_work(shop.actor) as outer, unit_of_work(shop.actor) as inner:
        assert outer.now == inner.now == LONG_AGO
    with unit_of_work(shop.actor) as work:
        assert work.now > LONG_AGO + timedelta(days=365)


def test_the_present_comes_back_after_a_fall(shop: Shop) -> None:
    with pytest.raises(ZeroDivisionError), work_as_of(LONG_AGO):
        raise ZeroDivisionError
    with unit_of_work(shop.actor) as work:
        assert work.now > LONG_AGO
