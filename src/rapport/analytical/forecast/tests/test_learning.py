"""Learning in the database: what is said, judged, refused, and by whom it is read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.forecast import api as forecast
from rapport.analytical.forecast.contracts import Measure, Refusal, SeriesView, Tier
from rapport.analytical.forecast.models import ForecastPoint, ForecastRun
from rapport.analytical.forecast.operations.learning import learn_forecasts
from rapport.analytical.forecast.queries import sources
from rapport.analytical.forecast.tests.sources import GivenDemand, GivenPromotions, draw_demand
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import work_as_of


def _find(shop: Shop, measure: Measure = Measure.REVENUE) -> SeriesView:
    with as_tenant(shop.tenant_id):
        found = forecast.find_series(measure, Tier.TOTAL, actor=shop.actor)
    assert found
    return found


def test_four_weeks_are_said_with_a_band_and_an_error_below_the_yardstick(
    shop: Shop, demand: GivenDemand
) -> None:
    demand.rows[shop.tenant_id] = draw_demand(200)
    learn_forecasts(actor=shop.actor)
    series = _find(shop)
    assert len(series.ahead) == 28
    assert series.ahead[0].day - series.history[-1].day == timedelta(days=1)
    assert all(0 <= one.low <= one.point <= one.high for one in series.ahead)
    assert series.errors
    assert series.errors.mase < series.errors.naive
    assert 0.6 < series.errors.inside <= 1
    units = _find(shop, Measure.UNITS)
    assert sum(one.value for one in units.history) == sum(
        row[3] for row in demand.rows[shop.tenant_id] if row[1].date() >= units.history[0].day
    )


def test_saturdays_are_known_to_be_strong(shop: Shop, demand: GivenDemand) -> None:
    demand.rows[shop.tenant_id] = draw_demand(200)
    learn_forecasts(actor=shop.actor)
    ahead = {one.day.weekday(): one.point for one in _find(shop).ahead}
    assert max(ahead, key=lambda day: ahead[day]) == 5
    assert min(ahead, key=lambda day: ahead[day]) == 6


def test_what_was_said_is_judged_once_the_day_has_come_and_stays_as_it_was(
    shop: Shop, demand: GivenDemand
) -> None:
    rows = demand.rows[shop.tenant_id] = draw_demand(200)
    earlier = timezone.now() - timedelta(days=3)
    demand.rows[shop.tenant_id] = [row for row in rows if row[1].date() < earlier.date()]
    with work_as_of(earlier):
        learn_forecasts(actor=shop.actor)
    before = {one.day: one for one in _find(shop).ahead}
    demand.rows[shop.tenant_id] = rows
    learn_forecasts(actor=shop.actor)
    series = _find(shop)
    assert [one.day for one in series.judged] == sorted(before)[:3]
    came = {one.day: one.value for one in series.history}
    for one in series.judged:
        assert (one.point, one.actual) == (before[one.day].point, came[one.day])
    assert len(series.ahead) == 28


def test_a_second_run_of_a_day_says_the_same(shop: Shop, demand: GivenDemand) -> None:
    demand.rows[shop.tenant_id] = draw_demand(150)
    learn_forecasts(actor=shop.actor)
    first = _find(shop).ahead
    learn_forecasts(actor=shop.actor)
    assert _find(shop).ahead == first
    with as_tenant(shop.tenant_id):
        assert ForecastPoint.objects.count() == 3 * 28


def test_orders_of_the_future_are_left_out_and_told(shop: Shop, demand: GivenDemand) -> None:
    rows = draw_demand(150)
    late = (*rows[0][:1], timezone.now() + timedelta(days=400), *rows[0][2:])
    demand.rows[shop.tenant_id] = [*rows, late]
    learn_forecasts(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        run = forecast.find_run(shop.actor)
    assert run
    assert (run.future, run.stale) == (1, False)
    assert run.last_day == _find(shop).history[-1].day < timezone.now().date()


def test_a_shop_that_stopped_is_forecast_from_its_last_day(
    shop: Shop, demand: GivenDemand, signed_in: Client
) -> None:
    demand.rows[shop.tenant_id] = draw_demand(150, ended=900)
    learn_forecasts(actor=shop.actor)
    last = demand.rows[shop.tenant_id][-1][1].date()
    assert _find(shop).ahead[0].day == last + timedelta(days=1)
    assert "Nothing has come in since" in signed_in.get("/forecast").content.decode()


def test_before_a_long_silence_is_another_story(shop: Shop, demand: GivenDemand) -> None:
    demand.rows[shop.tenant_id] = [*draw_demand(100, ended=300), *draw_demand(120)]
    learn_forecasts(actor=shop.actor)
    series = _find(shop)
    assert series.first_day and series.last_day
    assert (series.last_day - series.first_day).days == 119


@pytest.mark.parametrize(("days", "refusal"), [(0, Refusal.NOTHING), (30, Refusal.SHORT)])
def test_too_little_is_refused_in_a_word(
    shop: Shop, demand: GivenDemand, signed_in: Client, days: int, refusal: Refusal
) -> None:
    demand.rows[shop.tenant_id] = draw_demand(days)
    learn_forecasts(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        run = forecast.find_run(shop.actor)
        series = forecast.find_series(Measure.REVENUE, Tier.TOTAL, actor=shop.actor)
    assert run
    assert refusal in (run.refusal, series and series.refusal)
    page = signed_in.get("/forecast").content.decode()
    assert "Nothing can be said of the time ahead yet" in page


def test_the_page_says_how_good_it_is(
    shop: Shop, demand: GivenDemand, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    demand.rows[shop.tenant_id] = draw_demand(200)
    assert "It is learnt at night" in signed_in.get("/forecast").content.decode()
    learn_forecasts(actor=shop.actor)
    with django_assert_max_num_queries(20):
        page = signed_in.get("/forecast?of=orders").content.decode()
    assert "forecast-orders-all" in page
    assert "closer than to say" in page
    assert "it is meant for 80" in page
    shop.person.locale = "zh-hans"
    shop.person.save()
    assert "预测" in signed_in.get("/forecast").content.decode()


def test_campaigns_are_known_on_the_page_and_to_programs(
    shop: Shop,
    demand: GivenDemand,
    signed_in: Client,
    api: ApiCaller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Five campaigns doubled demand for three days each; one is to begin in ten days."""
    begun = (170, 142, 114, 86, 58)
    monkeypatch.setattr(sources, "_promotions", [GivenPromotions(*begun, -10)])
    lifted = {ago - day for ago in begun for day in range(3)}
    demand.rows[shop.tenant_id] = draw_demand(200, lifted=lifted)
    learn_forecasts(actor=shop.actor)
    told = api.get("/forecasts/orders").json()
    (known,) = [one for one in told["occasions"] if one["occasion"] == "promotion"]
    assert (known["times"], known["standing"]) == (5, "used")
    assert known["change"] == pytest.approx(1.0, abs=0.25)
    assert told["errors"]["mase"] <= told["without"] * 1.01
    ahead = {one["day"]: one["point"] for one in told["ahead"]}
    before = str(date.fromisoformat(known["ahead"]) - timedelta(days=7))
    assert ahead[known["ahead"]] == pytest.approx(ahead[before] * (1 + known["change"]), rel=0.2)
    page = signed_in.get("/forecast?of=orders").content.decode()
    assert "Campaigns, first three days" in page
    assert "with these days known" in page


def test_who_may_has_it_learnt_now(shop: Shop, demand: GivenDemand, signed_in: Client) -> None:
    assert signed_in.post("/forecast/learn").status_code in (204, 302)
    assert signed_in.get("/forecast/learn").status_code == 405


def test_programs_read_forecasts(shop: Shop, demand: GivenDemand, api: ApiCaller) -> None:
    assert api.get("/forecasts/revenue").status_code == 404
    demand.rows[shop.tenant_id] = draw_demand(200)
    learn_forecasts(actor=shop.actor)
    (listed,) = api.get("/forecasts?measure=orders").json()["items"]
    one = api.get("/forecasts/orders").json()
    assert one["errors"] == listed["errors"]
    assert len(one["ahead"]) == 28
    assert api.get("/forecasts/weather").status_code in (404, 422)


def test_whoever_sees_a_part_reads_no_forecast(shop: Shop, demand: GivenDemand) -> None:
    person = identity.create_person(f"clerk@{shop.slug}.example", "Clerk", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, ["clerk"])
    with as_tenant(shop.tenant_id):
        clerk = identity.get_member_actor(member.id)
        with pytest.raises(Forbidden):
            forecast.find_run(clerk)


def test_a_business_is_told_of_its_own_orders_only(shop: Shop, other_shop: Shop, demand: GivenDemand) -> None:
    demand.rows[other_shop.tenant_id] = draw_demand(150)
    learn_forecasts(actor=shop.actor)
    learn_forecasts(actor=other_shop.actor)
    with as_tenant(shop.tenant_id):
        assert ForecastRun.objects.get().refusal == Refusal.NOTHING
