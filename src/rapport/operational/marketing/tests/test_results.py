"""Whose is an order? Four models side by side, their shares always whole; what the page says of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts.results import Credited, Results
from rapport.operational.marketing.http.results import advise
from rapport.operational.marketing.models import CampaignResponse
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.queries.results import read_results
from rapport.operational.marketing.rules.crediting import MODELS, Touch, credit
from rapport.operational.marketing.tests.selling import campaign, people, run_job
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import place_order
from rapport.ui.api import Viewer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
A, B, C = (UUID(int=number) for number in (1, 2, 3))


def before(*days: int) -> list[Touch]:
    return [(one, NOON - timedelta(days=day)) for one, day in zip((A, B, C), days, strict=False)]


def test_each_model_does_what_it_says() -> None:
    touches = before(14, 7, 0)
    assert credit("last", touches, NOON)[C] == 1
    assert credit("first", touches, NOON)[A] == 1
    assert {one: round(share, 6) for one, share in credit("position", touches, NOON).items()} == {
        A: 0.4,
        B: 0.2,
        C: 0.4,
    }
    shares = credit("decay", touches, NOON)
    assert [round(shares[one] * 7, 6) for one in (A, B, C)] == [1, 2, 4]
    assert credit("last", [(A, NOON + timedelta(hours=1))], NOON) == {}


@given(st.lists(st.tuples(st.sampled_from((A, B, C)), st.integers(-10, 4000)), max_size=12))
def test_shares_add_up_to_one_or_nobody_has_any(drawn: list[tuple[UUID, int]]) -> None:
    touches = [(one, NOON - timedelta(hours=hours)) for one, hours in drawn]
    for model in MODELS:
        shares = credit(model, touches, NOON)
        assert abs(sum(shares.values()) - 1) < 1e-9 if any(at <= NOON for _, at in touches) else not shares
        assert all(share >= 0 for share in shares.values())


def test_orders_are_shared_out_among_what_their_buyers_answered(
    shop: Shop, signed_in: Client, api: ApiCaller
) -> None:
    (one,) = people(shop, 1)
    lines = [campaign(shop, hold_out=0) for _ in range(2)]
    now = timezone.now()
    for line, days in zip(lines, (10, 3), strict=True):
        life.schedule_campaign(line.id, actor=shop.actor)
        run_job(shop, line.id)
        for machine in (False, True):
            with as_tenant(shop.tenant_id):
                CampaignResponse.objects.create(
                    campaign_id=line.id,
                    party_id=one,
                    delivery_id=new_id(),
                    kind="open",
                    machine=machine,
                    at=now - timedelta(days=days),
                )
    bought = NewLine(quantity=Decimal(1), unit_price=Decimal(20), sku="TEA")
    order = place_order(NewOrder(lines=(bought,), party_id=one), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        found = read_results(now - timedelta(days=1), timezone.now(), actor=shop.actor)
    assert (found.orders, found.revenue, sum(found.hours)) == (1, order.total_minor, 0)
    by = {credited.campaign_id: credited.orders for credited in found.campaigns}
    first, last = lines[0].id, lines[1].id
    assert (by[last]["last"], by[first]["last"], by[first]["first"]) == (1, 0, 1)
    assert (by[first]["position"], by[last]["position"]) == (0.5, 0.5)
    page = signed_in.get("/campaigns/results").content.decode()
    assert "That does not show that a letter caused them" in page
    told = api.get("/campaigns/results?days=30").json()
    assert told["orders"] == 1 and sum(told["hours"]) == 2


def test_advice_follows_the_figures() -> None:
    hours = tuple(50 if hour in (8, 9, 10) else 1 for hour in range(24))
    good = Credited(A, "Spring", {"position": 3.0}, {"position": 9_000.0}, 1_000)
    bad = Credited(B, "Summer", {"position": 0.0}, {"position": 100.0}, 5_000)
    said = " ".join(advise(Results("EUR", 3, 9_100.0, (good, bad), hours), Viewer()))
    assert "between 8 and 11" in said and "“Spring” is credited" in said and "“Summer” cost more" in said
    few = advise(Results("EUR", 0, 0.0, (), (1,) * 24), Viewer())
    assert few == ["Too few people answered to advise anything yet."]
