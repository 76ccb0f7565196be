"""Learning who leaves, in the database: judged on time held out, written, told, refused in words."""

from uuid import UUID

from tests.house import Shop

from rapport.analytical.churn import api as churn
from rapport.analytical.churn.contracts import Refusal
from rapport.analytical.churn.models import ChurnModel, CustomerRisk
from rapport.analytical.churn.operations.learning import learn_churn
from rapport.analytical.churn.tests.shops import draw_leaving
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.customers.party.api import list_customers, list_insight_history, list_insights
from rapport.customers.party.contracts import CustomerFilter
from rapport.kernel.filters.api import parse
from rapport.kernel.tenancy.api import as_tenant


def test_risk_is_learnt_judged_and_told(shop: Shop, purchases: GivenPurchases) -> None:
    ids = [*enter_customers(shop, 60), *(UUID(int=number) for number in range(1, 900))]
    purchases.rows[shop.tenant_id] = draw_leaving(ids)
    learn_churn(actor=shop.actor)
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        newest, first = ChurnModel.objects.order_by("-number")
        (model, _) = churn.list_models(shop.actor)
        rows = list(CustomerRisk.objects.order_by("-risk", "id"))
        known = [row.party_id for row in rows if row.party_id in set(ids[:60])]
        insights = {line.name: line for line in list_insights(known[0], actor=shop.actor)}
        history = list_insight_history(known[0], "churn", actor=shop.actor)
        likely = list_customers(
            shop.actor, filter=CustomerFilter(where=parse("risk:at_least:70")), sort="name"
        )
        view = churn.get_risk(known[0], actor=shop.actor)
    assert (first.state, newest.state, newest.number) == ("retired", "current", 2)
    assert model.snapshot is not None
    assert (model.snapshot.seed, len(model.snapshot.digest)) == (6, 64)
    assert model.errors is not None
    assert model.errors.brier < model.errors.base_brier
    assert 0.7 < model.errors.auc < 0.99
    assert abs(model.errors.guessed - model.errors.left) < 0.1
    assert sum(group.customers for group in model.groups) == model.errors.customers
    assert len(rows) == model.scored
    assert all(0 < row.risk < 1 for row in rows)
    assert insights["churn"].number == round(view.risk * 20) / 20
    assert insights["churn"].reasons[0]["text"]
    assert len(history) == 1
    assert {row.id for row in likely.rows} == {
        row.party_id for row in rows if row.risk >= 0.7 and row.party_id in set(ids[:60])
    }


def test_a_shop_without_purchases_is_refused_in_a_word(shop: Shop, purchases: GivenPurchases) -> None:
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        model = churn.find_model(shop.actor)
    assert model is not None
    assert (model.refusal, model.errors, model.first_day) == (Refusal.NOTHING, None, None)
