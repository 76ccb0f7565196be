"""The life of models: guesses judged when their time has come, each model shown, a shift measured."""

from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
from django.test import Client
from tests.house import Shop

from rapport.analytical.churn import api as churn
from rapport.analytical.churn.contracts.labels import name_drift
from rapport.analytical.churn.models import ChurnModel, CustomerRisk, RiskForecast
from rapport.analytical.churn.operations.choosing import choose_by_itself, use_model
from rapport.analytical.churn.operations.learning import learn_churn
from rapport.analytical.churn.plugs.keeping import ChurnKeeper
from rapport.analytical.churn.rules.drift import measure_inputs, measure_shift
from rapport.analytical.churn.rules.features import NAMES
from rapport.analytical.churn.rules.judging import measure_auc, measure_brier
from rapport.analytical.churn.tests.shops import draw_leaving
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def ids(shop: Shop, purchases: GivenPurchases) -> list[UUID]:
    """Customers of a shop in which risk was learnt."""
    ids = [UUID(int=number) for number in range(1, 600)]
    purchases.rows[shop.tenant_id] = draw_leaving(ids)
    learn_churn(actor=shop.actor)
    return ids


def test_guesses_are_judged_when_their_time_has_come(
    shop: Shop, ids: list[UUID], purchases: GivenPurchases
) -> None:
    with as_tenant(shop.tenant_id):
        guesses = {one.party_id: one for one in RiskForecast.objects.all()}
        assert len(guesses) == CustomerRisk.objects.count()
        earlier = timedelta(days=120)
        RiskForecast.objects.update(
            made_at=next(iter(guesses.values())).made_at - earlier,
            due_at=next(iter(guesses.values())).due_at - earlier,
        )
        made, due = RiskForecast.objects.values_list("made_at", "due_at")[0]
        bought = {row[0] for row in purchases.rows[shop.tenant_id] if made < row[2] <= due}
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        (verdict,) = churn.list_verdicts(shop.actor)
        assert not RiskForecast.objects.filter(due_at=due).exists()
    order = sorted(guesses)
    risk = np.array([guesses[one].risk for one in order])
    left = np.array([float(one not in bought) for one in order])
    assert verdict.customers == len(order)
    assert verdict.left == pytest.approx(left.mean())
    assert verdict.brier == pytest.approx(measure_brier(risk, left))
    assert verdict.auc == pytest.approx(measure_auc(risk, left))


def test_the_page_shows_each_model(shop: Shop, ids: list[UUID], signed_in: Client) -> None:
    page = signed_in.get("/churn/models").content.decode()
    with as_tenant(shop.tenant_id):
        (model,) = churn.list_models(shop.actor)
    assert model.snapshot is not None
    assert model.snapshot.digest[:12] in page
    assert model.shift is not None
    assert set(model.snapshot.drift) == set(NAMES)
    assert all(index >= 0 for index in model.snapshot.drift.values())
    assert "Longest silence yet" in page


def test_a_shift_is_nothing_for_the_same_and_large_for_others() -> None:
    draw = np.random.default_rng(1)
    before = draw.random(5000)
    assert measure_shift(before, draw.random(5000)) < 0.02
    assert measure_shift(before, draw.random(5000) ** 3) > 0.25
    assert np.isfinite(measure_shift(np.full(100, 0.5), np.full(90, 0.7)))


def test_what_moved_is_told_apart_from_what_stayed() -> None:
    draw = np.random.default_rng(2)
    before, now = draw.normal(size=(2, 4000, 2))
    flags = draw.random((2, 4000)) < np.array([[0.05], [0.3]])
    before, now = (np.column_stack([one, flag]) for one, flag in zip((before, now), flags, strict=True))
    now[:, 1] += 1.5
    found = measure_inputs(("same", "moved", "oftener"), before, now)
    assert found["same"] < 0.02
    assert name_drift(found["same"]).tone == "good"
    assert [name_drift(found[name]).tone for name in ("moved", "oftener")] == ["bad", "bad"]


def test_where_models_need_an_approval_a_new_one_waits_for_it(shop: Shop, ids: list[UUID]) -> None:
    change_settings({"churn.approval": True}, actor=shop.actor)
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        waiting, first = churn.list_models(shop.actor)
        assert (waiting.state, first.state) == ("waiting", "current")
        assert set(CustomerRisk.objects.values_list("model_id", flat=True)) == {first.id}
    use_model(waiting.id, actor=shop.actor)
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        states = {one.number: one.state for one in churn.list_models(shop.actor)}
        assert states == {1: "retired", 2: "current", 3: "waiting"}
        assert set(CustomerRisk.objects.values_list("model_id", flat=True)) == {waiting.id}


def test_a_held_model_scores_until_it_is_let_go(shop: Shop, ids: list[UUID]) -> None:
    with as_tenant(shop.tenant_id):
        (first,) = churn.list_models(shop.actor)
    learn_churn(actor=shop.actor)
    use_model(first.id, actor=shop.actor)
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        states = {one.number: (one.state, one.held) for one in churn.list_models(shop.actor)}
        assert states == {1: ("current", True), 2: ("retired", False), 3: ("waiting", False)}
        assert set(CustomerRisk.objects.values_list("model_id", flat=True)) == {first.id}
        (card,) = ChurnKeeper().list_models(shop.actor)
        assert (card.held, card.chosen_by, card.before) == (True, shop.actor.id, None)
        assert card.waiting and card.judged and card.judged.gain > 0
    choose_by_itself(actor=shop.actor)
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        newest = churn.list_models(shop.actor)[0]
        assert (newest.number, newest.state) == (4, "current")
        assert set(CustomerRisk.objects.values_list("model_id", flat=True)) == {newest.id}
        assert ChurnModel.objects.filter(state="retired").count() == 3
