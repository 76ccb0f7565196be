"""Budgets stop messages in the claim, however many send."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.api import begin_conversation
from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.tests.post import deliveries
from rapport.collaborative.delivery.tests.test_caps import together
from rapport.collaborative.tariffs.contracts import BudgetDraft
from rapport.collaborative.tariffs.models import MessageSpend
from rapport.collaborative.tariffs.operations import charging, ledger
from rapport.collaborative.tariffs.operations.budgets import change_budget
from rapport.collaborative.tariffs.queries.book import load_budgets
from rapport.collaborative.tariffs.tests.selling import (
    LONG_AGO,
    budget,
    number,
    offer,
    people,
    states,
    summed,
    tariff,
)
from rapport.kernel.ids import new_id
from rapport.kernel.money.api import set_rates
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant

SENDERS = 8


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
