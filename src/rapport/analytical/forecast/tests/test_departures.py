"""Figures that left the band they were expected in: the rule, who is told, and once."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.analytical.forecast import api as forecast
from rapport.analytical.forecast.contracts import Judged, Measure, Side
from rapport.analytical.forecast.operations.learning import learn_forecasts
from rapport.analytical.forecast.rules.departures import find_departure, is_news
from rapport.analytical.forecast.tests.sources import GivenDemand, draw_demand
from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import work_as_of

DAY = date(2026, 5, 4)


def _judge(*came: float) -> list[Judged]:
    """Return days beside a band from 90 to 110."""
    return [
        Judged(DAY + timedelta(days=place), DAY, 100.0, 90.0, 110.0, value)
        for place, value in enumerate(came)
    ]


class TestDeparture:
    """The rule."""

    def test_three_days_in_a_row_above_are_one(self) -> None:
        found = find_departure(_judge(100, 111, 112, 113))
        assert found
        assert (found.side, found.steps, found.first) == (Side.ABOVE, 3, DAY + timedelta(days=1))
        assert (found.came, found.low, found.high) == (336, 270, 330)

    def test_two_are_chance(self) -> None:
        assert find_departure(_judge(100, 111, 112)) is None

    def test_days_on_either_side_are_chance(self) -> None:
        assert find_departure(_judge(111, 89, 111, 89)) is None

    def test_one_day_far_out_is_one(self) -> None:
        found = find_departure(_judge(100, 60))
        assert found and (found.side, found.steps) == (Side.BELOW, 1)

    def test_it_ends_with_a_day_inside(self) -> None:
        assert find_departure(_judge(300, 300, 300, 100)) is None

    @pytest.mark.parametrize(("known", "news"), [(1, True), (3, True), (4, False), (5, False)])
    def test_it_is_news_once(self, known: int, news: bool) -> None:
        """The third day above is the fourth of all: whoever knew it before has heard of it."""
        judged = _judge(100, 111, 112, 113, 114)
        found = find_departure(judged)
        assert found
        assert is_news(judged, found, DAY + timedelta(days=known)) is news

    def test_nothing_is_said_of_nothing(self) -> None:
        assert find_departure([]) is None

    @given(st.lists(st.floats(0, 400), max_size=12))
    def test_whatever_comes_it_is_a_run_on_one_side_up_to_the_newest_day(self, came: list[float]) -> None:
        judged = _judge(*came)
        found = find_departure(judged)
        if found:
            run = judged[-found.steps :]
            assert found.last == judged[-1].day and found.first == run[0].day
            assert all((one.actual > 110) == (found.side is Side.ABOVE) and not one.inside for one in run)


@pytest.fixture
def rush(shop: Shop, demand: GivenDemand) -> datetime:
    """A shop that learnt five days ago, and has sold twenty times as much since; learnt again."""
    rows = draw_demand(200)
    before = timezone.now() - timedelta(days=5)
    calm = [row for row in rows if row[1].date() < before.date()]
    demand.rows[shop.tenant_id] = calm
    with work_as_of(before):
        learn_forecasts(actor=shop.actor)
    late = [row for row in rows if row[1].date() >= before.date()]
    demand.rows[shop.tenant_id] = [*calm, *((*row[:4], row[4] * 20) for row in late)]
    learn_forecasts(actor=shop.actor)
    return before


def test_it_is_told_once_with_its_days(shop: Shop, rush: datetime, api: ApiCaller) -> None:
    with as_tenant(shop.tenant_id):
        (found,) = [one for one in forecast.list_departures(shop.actor) if one.measure is Measure.REVENUE]
        assert (found.how.side, found.how.first) == (Side.ABOVE, rush.date())
        assert found.how.came > found.how.high
        told = Notice.objects.filter(kind="forecast.left").count()
    assert told == 1
    (fact,) = facts_of(shop.tenant_id, "forecast.left.v1")
    assert (fact["measure"], fact["side"]) == ("revenue", "above")
    learn_forecasts(actor=shop.actor)
    assert len(facts_of(shop.tenant_id, "forecast.left.v1")) == 1
    (one,) = api.get("/forecasts/departures").json()["items"]
    assert (one["measure"], one["side"], one["first"]) == ("revenue", "above", str(rush.date()))


def test_the_page_shows_it_and_the_bell_says_it(shop: Shop, rush: datetime, signed_in: Client) -> None:
    page = signed_in.get("/forecast").content.decode()
    assert "Not as expected" in page
    assert "were expected." in page
    assert "More than expected: Revenue." in signed_in.get("/notices").content.decode()
