"""Contracts: told in bulk, learnt from as they were known, scored with reasons, judged on time held out."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.churn.contracts import Refusal
from rapport.analytical.churn.contracts.ending import MONTHS, ContractDraft, Term
from rapport.analytical.churn.models import Contract
from rapport.analytical.churn.operations.contracts import take_contracts
from rapport.analytical.churn.operations.ending import learn_contracts
from rapport.analytical.churn.operations.ending_reading import number_of
from rapport.analytical.churn.rules.ending import Contracts, LearntEnding, lay_cuts, learn_ending
from rapport.analytical.churn.tests.contracts import DAILY, draw_contracts
from rapport.analytical.value.tests.customers import enter_customers
from rapport.customers.party.api import list_insights
from rapport.kernel.tenancy.api import as_tenant

TODAY = date(2026, 6, 30)


def tabulate(drafts: list[ContractDraft]) -> Contracts:
    """Return contracts as columns."""

    def days(name: str) -> Any:
        given = (getattr(one, name) for one in drafts)
        return np.array([np.nan if day is None else number_of(day) for day in given])

    return Contracts(
        party=np.arange(len(drafts)),
        plan=[one.plan for one in drafts],
        every=[one.every for one in drafts],
        renews=np.array([one.renews for one in drafts]),
        price=np.array([one.price_minor / MONTHS[one.every] for one in drafts]),
        started=days("started_on"),
        bound=days("term_ends_on"),
        ended=days("ended_on"),
    )


def draw(many: int, seed: int = 3) -> Contracts:
    """Return so many drawn contracts as columns."""
    return tabulate(draw_contracts([UUID(int=at + 1) for at in range(many)], TODAY, seed=seed))


def test_what_is_said_of_running_contracts_lies_near_the_truth() -> None:
    given, today = draw(6000), number_of(TODAY)
    found = learn_ending(given, today)
    assert isinstance(found, LearntEnding)
    assert (found.model.kind, found.horizon_days) == ("terms", 90)
    assert found.errors.brier < found.errors.base_brier
    assert found.errors.guessed == pytest.approx(found.errors.left, abs=0.04)
    running = given.list_running(today)
    risk = found.model.score(given.describe(today, running))
    old = today - given.started[running] > 90
    for every, daily in DAILY.items():
        mine = old & np.array([given.every[row] == every for row in running])
        assert risk[mine].mean() == pytest.approx(1 - np.exp(-90 * daily), abs=0.06)
    told = found.model.explain(given.describe(today, running))
    first = next(place for place, row in enumerate(running) if given.every[row] == "month")
    assert {one.term: one.weight > 0 for one in told[first]}[Term.EVERY]


def test_cuts_know_nothing_of_what_came_later() -> None:
    given, today = draw(400), number_of(TODAY)
    later = Contracts(**{**vars(given), "ended": np.where(given.ended > today - 90, np.nan, given.ended)})
    ours, theirs = (lay_cuts(one, today, 90) for one in (given, later))
    assert ours[0].table == theirs[0].table
    assert ours[1].left.sum() == theirs[1].left.sum()
    assert ours[0].left.sum() > theirs[0].left.sum() == 0


def test_shifted_days_change_nothing() -> None:
    given, today = draw(1500), number_of(TODAY)
    moved = Contracts(
        **{**vars(given), **{name: getattr(given, name) + 100 for name in ("started", "bound", "ended")}}
    )
    here, there = learn_ending(given, today), learn_ending(moved, today + 100)
    assert isinstance(here, LearntEnding) and isinstance(there, LearntEnding)
    assert here.errors == there.errors


@pytest.mark.parametrize(("many", "refusal"), [(0, Refusal.NOTHING), (40, Refusal.FEW)])
def test_too_little_is_refused(many: int, refusal: Refusal) -> None:
    assert learn_ending(draw(many), number_of(TODAY)) is refusal


def test_contracts_that_never_end_tell_nothing() -> None:
    given = draw(500)
    forever = Contracts(**{**vars(given), "ended": np.full(500, np.nan)})
    assert learn_ending(forever, number_of(TODAY)) is Refusal.ALL_ALIKE


def test_from_a_program_to_the_customer(
    shop: Shop, other_shop: Shop, api: ApiCaller, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    today = timezone.now().date()
    ids = enter_customers(shop, 1200)
    drafts = draw_contracts(ids, today - timedelta(days=1))
    assert "No contracts yet" in signed_in.get("/churn/contracts").content.decode()
    taken = list(take_contracts(list(enumerate(drafts)), "upsert", actor=shop.actor))
    assert {one.outcome for one in taken} == {"created"}
    (again,) = take_contracts([(0, drafts[0])], "upsert", actor=shop.actor)
    assert again.outcome == "unchanged"
    assert api.get("/contracts/model").status_code == 404
    learn_contracts(actor=shop.actor)
    model = api.get("/contracts/model").json()
    assert model["refusal"] is None
    assert model["errors"]["brier"] < model["errors"]["base_brier"]
    assert model["curve"][0]["share"] >= model["curve"][-1]["share"]
    page = api.get("/contracts?limit=5").json()
    risks = [one["risk"] for one in page["items"]]
    assert risks == sorted(risks, reverse=True)
    assert all(one["reasons"] for one in page["items"])
    first = UUID(page["items"][0]["customer_id"])
    with as_tenant(shop.tenant_id):
        insights = {one.name: one for one in list_insights(first, actor=shop.actor)}
        running = Contract.objects.filter(ended_on=None).count()
    assert model["running"] == running
    assert insights["contract_end"].number == pytest.approx(risks[0], abs=0.026)
    with django_assert_max_num_queries(25):
        shown = signed_in.get("/churn/contracts").content.decode()
    assert "How long contracts go on" in shown
    assert page["items"][0]["code"] in shown
    with as_tenant(other_shop.tenant_id):
        assert not Contract.objects.exists()


def test_a_row_that_cannot_be_is_answered_and_others_are_taken(
    shop: Shop, other_shop: Shop, api: ApiCaller
) -> None:
    (mine,) = enter_customers(shop, 1)
    (theirs,) = enter_customers(other_shop, 1)
    row = {"plan": "Green", "started_on": "2026-01-15", "price_minor": 900, "currency": "EUR"}
    rows = [
        {**row, "code": "A", "customer_id": str(mine)},
        {**row, "code": "B", "customer_id": str(theirs)},
        {**row, "code": "C", "customer_id": str(mine), "ended_on": "2025-12-31"},
        {**row, "code": "A", "customer_id": str(mine)},
    ]
    answer = api.post("/contracts/bulk", {"mode": "upsert", "rows": rows})
    assert answer.status_code == 200, answer.content
    with as_tenant(shop.tenant_id):
        assert list(Contract.objects.values_list("code", flat=True)) == ["A"]
    learn_contracts(actor=shop.actor)
    assert api.get("/contracts/model").json()["refusal"] in ("short", "few")
