"""Whom an offer pays for, and the choice that is kept."""

from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.analytical.churn import api as churn
from rapport.analytical.churn.models import CustomerRisk
from rapport.analytical.churn.operations.learning import learn_churn
from rapport.analytical.churn.rules.offers import find_least, lay_steps
from rapport.analytical.churn.tests.shops import draw_leaving
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.errors import Invalid
from rapport.kernel.tenancy.api import as_tenant


def test_an_offer_pays_from_its_cost_over_its_success() -> None:
    assert find_least(500, 0.2) == 2500
    assert find_least(0, 0.5) == 0
    steps = lay_steps(10_000, 2500)
    assert steps[0] == 10_000
    assert steps[-1] == 0
    assert 2500 in steps
    assert list(steps) == sorted(steps, reverse=True)


def test_nobody_else_would_bring_more(shop: Shop, purchases: GivenPurchases, signed_in: Client) -> None:
    purchases.rows[shop.tenant_id] = draw_leaving([UUID(int=number) for number in range(1, 600)])
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        for place, row in enumerate(CustomerRisk.objects.order_by("party_id")):
            row.at_stake_minor = place * 100
            row.save()
        stakes = [row.at_stake_minor or 0 for row in CustomerRisk.objects.all()]
        plan = churn.plan_offer(shop.actor, cost_minor=900, success=0.25)
        with pytest.raises(Invalid):
            churn.plan_offer(shop.actor, cost_minor=900, success=0)
    worth = [one for one in stakes if one * 0.25 >= 900]
    assert (plan.customers, plan.known) == (len(worth), len(stakes))
    assert plan.profit_minor == round(sum(worth) * 0.25) - 900 * len(worth)
    assert plan.profit_minor == max(point.profit_minor for point in plan.points)
    assert plan.everybody_minor == round(sum(stakes) * 0.25) - 900 * len(stakes)
    assert (plan.lift[-1].addressed, plan.lift[-1].reached) == (1, 1)
    assert all(one.reached >= one.addressed - 1e-9 for one in plan.lift)
    answer = signed_in.post("/churn/offer", {"cost": "9.00", "success": "25"})
    assert answer.status_code == 302
    page = signed_in.get("/churn/offer").content.decode()
    assert "churn-profit" in page
    assert "at_stake:at_least:36.00" in page
    assert signed_in.post("/churn/offer", {"cost": "-1", "success": "0"}).status_code == 422
