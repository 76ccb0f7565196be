"""Messages are reckoned as they leave and come in, by the tariff of their day."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.api import note_outcome
from rapport.collaborative.delivery.contracts import Accepted, Quote, Unacceptable
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.tests.post import deliveries, received
from rapport.collaborative.tariffs.contracts import Capability, NumberDraft
from rapport.collaborative.tariffs.models import MessageCharge, ServiceNumber
from rapport.collaborative.tariffs.operations.numbers import change_number
from rapport.collaborative.tariffs.operations.tariffs import remove_tariff
from rapport.collaborative.tariffs.queries.spending import list_costs
from rapport.collaborative.tariffs.tests.selling import (
    LONG_AGO,
    NUMBER,
    budget,
    number,
    offer,
    people,
    states,
    summed,
    tariff,
)
from rapport.kernel.errors import Clash
from rapport.kernel.tenancy.api import as_tenant


def sent(shop: Shop, ids: list[UUID], units: int = 1) -> None:
    """Hand claimed deliveries over, and have the other side take them."""
    for _place, out in sending.hand_over(shop.tenant_id, ids):
        note_outcome(shop.tenant_id, out.id, Accepted((out.token,), Quote(units)))


def charges(shop: Shop) -> list[MessageCharge]:
    with as_tenant(shop.tenant_id):
        return list(MessageCharge.objects.order_by("id"))


class TestCharges:
    def test_cost_price_and_margin_are_those_of_the_day(self, shop: Shop) -> None:
        place = number(shop)
        dear = tariff(shop, "0.07", prefixes=("+49176",), operator="O", price=Decimal("0.02"))
        tariff(shop, "0.01", direction="in", kind="premium", price=Decimal("0.50"))
        ids = offer(shop, place, people(shop, 2))
        assert set(claim_due(shop.tenant_id, place.id, 10)) == set(ids)
        assert {one.state for one in charges(shop)} == {"aside"}
        sent(shop, ids, units=2)
        received(place, sender="+4917600000000", text="TEA", subject="", sender_name="")
        found = charges(shop)
        out = [one for one in found if one.direction == "out"]
        assert [(one.cost, one.price, one.parts, one.operator, one.country) for one in out] == [
            (Decimal("0.14"), Decimal("0.04"), 2, "O", "DE")
        ] * 2
        assert {(one.cost, one.currency, one.units) for one in deliveries(shop) if one.purpose} == {
            (Decimal("0.14"), "EUR", 2)
        }
        (came,) = (one for one in found if one.direction == "in")
        assert (came.kind, came.price, came.state) == ("premium", Decimal("0.5"), "spent")
        assert summed(shop) == sum((one.cost or Decimal(0) for one in found), Decimal(0))
        today = timezone.now().date()
        with as_tenant(shop.tenant_id):
            (line,) = list_costs("number", today - timedelta(days=40), today, actor=shop.actor)
        assert (line.key, line.messages, line.cost_minor, line.price_minor) == (NUMBER, 3, 29, 58)
        with pytest.raises(Clash):
            remove_tariff(dear.id, actor=shop.actor)

    def test_what_never_left_costs_nothing(self, shop: Shop) -> None:
        place = number(shop)
        tariff(shop)
        ids = offer(shop, place, people(shop, 1))
        claim_due(shop.tenant_id, place.id, 10)
        sending.hand_over(shop.tenant_id, ids)
        note_outcome(shop.tenant_id, ids[0], Unacceptable("No such number."))
        assert charges(shop) == []
        assert summed(shop) == 0

    def test_a_sender_that_died_sets_nothing_aside_twice(self, shop: Shop) -> None:
        place = number(shop)
        tariff(shop)
        budget(shop, 10)
        ids = offer(shop, place, people(shop, 1))
        for _again in range(3):
            assert claim_due(shop.tenant_id, place.id, 10) == ids
            sending.recover(shop.tenant_id, "sms")
        assert summed(shop) == Decimal("0.1")

    def test_nothing_is_reckoned_where_nobody_asked_for_it(self, shop: Shop) -> None:
        from rapport.collaborative.delivery.tests.post import account

        place = account(shop, NUMBER, channel="sms", name="Service")
        offer(shop, place, people(shop, 1))
        assert len(claim_due(shop.tenant_id, place.id, 10)) == 1
        assert charges(shop) == []

    def test_an_unknown_country_is_seen_and_stopped_where_money_is_limited(self, shop: Shop) -> None:
        place = number(shop)
        tariff(shop, country="DE")
        far = people(shop, 1, "+88213123")
        offer(shop, place, far)
        assert len(claim_due(shop.tenant_id, place.id, 10)) == 1
        assert [(one.country, one.cost) for one in charges(shop)] == [("", None)]
        budget(shop, 100)
        offer(shop, place, far)
        assert claim_due(shop.tenant_id, place.id, 10) == []
        assert states(shop)["waiting", "no-tariff"] == 1
        tariff(shop, "0.9")
        assert len(claim_due(shop.tenant_id, place.id, 10)) == 1

    def test_nothing_leaves_from_a_number_that_is_not_valid(self, shop: Shop) -> None:
        place = number(shop, valid_until=LONG_AGO)
        offer(shop, place, people(shop, 1))
        assert claim_due(shop.tenant_id, place.id, 10) == []
        assert states(shop) == {("waiting", "number-ended"): 1}
        with as_tenant(shop.tenant_id):
            row = ServiceNumber.objects.get()
        steps: list[tuple[Capability, str]] = [("sms-in", "number-cannot"), ("sms-out", "")]
        for able, code in steps:
            change_number(row.id, NumberDraft(NUMBER, "DE", LONG_AGO, capabilities=(able,)), actor=shop.actor)
            claim_due(shop.tenant_id, place.id, 10)
            assert states(shop) == {("waiting" if code else "claimed", code or "number-cannot"): 1}
