"""Messages are reckoned as they leave and come in; budgets stop them in the claim, however many send."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.api import begin_conversation, note_outcome
from rapport.collaborative.delivery.contracts import Accepted, Quote, Unacceptable
from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.tests.post import deliveries, received
from rapport.collaborative.delivery.tests.test_caps import together
from rapport.collaborative.tariffs.contracts import BudgetDraft, Capability, NumberDraft
from rapport.collaborative.tariffs.models import MessageCharge, MessageSpend, ServiceNumber
from rapport.collaborative.tariffs.operations import charging, ledger
from rapport.collaborative.tariffs.operations.budgets import change_budget
from rapport.collaborative.tariffs.operations.numbers import change_number
from rapport.collaborative.tariffs.operations.tariffs import remove_tariff
from rapport.collaborative.tariffs.queries.book import load_budgets
from rapport.collaborative.tariffs.queries.spending import list_costs
from rapport.collaborative.tariffs.tests.selling import (
    LONG_AGO,
    NUMBER,
    budget,
    number,
    offer,
    people,
    tariff,
)
from rapport.kernel.errors import Clash
from rapport.kernel.ids import new_id
from rapport.kernel.money.api import set_rates
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant

SENDERS = 8


def sent(shop: Shop, ids: list[UUID], units: int = 1) -> None:
    """Hand claimed deliveries over, and have the other side take them."""
    for _place, out in sending.hand_over(shop.tenant_id, ids):
        note_outcome(shop.tenant_id, out.id, Accepted((out.token,), Quote(units)))


def charges(shop: Shop) -> list[MessageCharge]:
    with as_tenant(shop.tenant_id):
        return list(MessageCharge.objects.order_by("id"))


def summed(shop: Shop) -> Decimal:
    """What the sums say is spent."""
    with as_tenant(shop.tenant_id):
        return sum((row.cost for row in MessageSpend.objects.all()), Decimal(0))


def states(shop: Shop) -> Counter[tuple[str, str]]:
    return Counter((one.state, one.code) for one in deliveries(shop))


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


def claim_all_at_once(shop: Shop) -> list[int]:
    """Have eight numbers claim five messages each at the same moment, with money for eleven of them."""
    tariff(shop)
    budget(shop, 110)
    people_of = people(shop, 5)
    places = [number(shop, f"+491520000000{at}") for at in range(SENDERS)]
    with as_tenant(shop.tenant_id):
        from rapport.kernel.settings.api import change_settings

        change_settings({"delivery.most_a_day": 0, "delivery.most_a_week": 0}, actor=shop.actor)
    for place in places:
        offer(shop, place, people_of)
    return [len(one) for one in together(lambda place: claim_due(shop.tenant_id, place.id, 10), places)]


class TestBudgets:
    def test_stop_at_their_amount_warn_before_and_go_on_when_raised(self, shop: Shop) -> None:
        place = number(shop)
        tariff(shop)
        limit = budget(shop, 50, name="November")
        offer(shop, place, people(shop, 7))
        assert len(claim_due(shop.tenant_id, place.id, 4)) == 4
        with as_tenant(shop.tenant_id):
            assert [one.kind for one in Notice.objects.all()] == ["budgets.nearly"]
        assert len(claim_due(shop.tenant_id, place.id, 10)) == 1
        waiting = [one for one in deliveries(shop) if one.state == "waiting"]
        assert {(one.code, one.detail) for one in waiting} == {("budget", "November")}
        assert all(one.due_at > timezone.now() + timedelta(minutes=20) for one in waiting)
        with as_tenant(shop.tenant_id):
            assert {one.kind for one in Notice.objects.all()} == {"budgets.nearly", "budgets.gone"}
        change_budget(limit, BudgetDraft("November", 100, "EUR"), actor=shop.actor)
        assert len(claim_due(shop.tenant_id, place.id, 10)) == 2
        assert states(shop)["claimed", ""] + states(shop)["claimed", "budget"] == 7
        assert summed(shop) == Decimal("0.7")

    def test_hold_under_eight_senders(self, shop: Shop) -> None:
        assert sum(claim_all_at_once(shop)) == 11
        assert summed(shop) == Decimal("1.1")

    def test_would_break_if_the_senders_did_not_wait_in_line(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control: without the lock all have counted before any of them has written."""
        from threading import Barrier

        from rapport.collaborative.delivery.operations import permitting

        counted, load = Barrier(SENDERS), load_budgets

        def count_together(*given: Any) -> Any:
            found = load(*given)
            counted.wait(30)
            return found

        monkeypatch.setattr(permitting, "_wait_in_line", lambda _work: None)
        monkeypatch.setattr(charging, "_wait_in_line", lambda: None)
        monkeypatch.setattr(charging, "load_budgets", count_together)
        assert sum(claim_all_at_once(shop)) > 11

    def test_answers_go_on_where_only_advertising_is_limited(self, shop: Shop) -> None:
        place = number(shop)
        tariff(shop)
        budget(shop, 1, advertising=True)
        ((ada, address),) = people(shop, 1)
        offer(shop, place, [(ada, address)])
        begin_conversation(ada, place.id, address, "Your order is here", actor=shop.actor)
        assert len(claim_due(shop.tenant_id, place.id, 10)) == 1
        assert states(shop)["waiting", "budget"] == 1

    def test_of_one_campaign_and_in_another_currency(self, shop: Shop) -> None:
        place = number(shop)
        tariff(shop, "0.8", currency="CNY")
        set_rates([("CNY", LONG_AGO, Decimal("0.125"))], actor=shop.actor)
        campaign, other = new_id(), new_id()
        with as_tenant(shop.tenant_id):
            row = budget(shop, 25)
        from rapport.collaborative.tariffs.models import MessageBudget

        with as_tenant(shop.tenant_id):
            MessageBudget.objects.filter(id=row).update(reach="campaign", campaign_id=campaign)
        offer(shop, place, people(shop, 4), campaign)
        offer(shop, place, people(shop, 2, "+4917700000"), other)
        claim_due(shop.tenant_id, place.id, 10)
        with as_tenant(shop.tenant_id):
            held = Delivery.objects.filter(code="budget").values_list("group_id", flat=True)
            assert list(held) == [campaign] * 2

    def test_a_currency_without_a_rate_is_not_guessed(self, shop: Shop) -> None:
        place = number(shop)
        tariff(shop, "0.8", currency="CNY")
        budget(shop, 1000)
        offer(shop, place, people(shop, 1))
        assert claim_due(shop.tenant_id, place.id, 10) == []
        assert states(shop) == {("waiting", "no-rate"): 1}

    def test_sums_are_put_together_unchanged(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        place = number(shop)
        tariff(shop)
        budget(shop, 1000)
        monkeypatch.setattr(ledger, "MOST_ROWS", 2)
        for at in range(5):
            offer(shop, place, people(shop, 1, f"+491760000{at}"), UUID(int=1))
            claim_due(shop.tenant_id, place.id, 10)
        with as_tenant(shop.tenant_id):
            assert MessageSpend.objects.count() <= 3
        assert summed(shop) == Decimal("0.5")
