"""Whatever order, however often, however late facts come: every table of every mart is the same."""

import os
import random
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.bigdata.lake.tests.carrying import waiting
from rapport.customers.party.api import create_customer, update_customer
from rapport.customers.party.contracts import CustomerDraft
from rapport.kernel.work.api import unit_of_work, work_as_of
from tests.house import Shop
from tests.scenarios.drawn import draw_facts
from tests.scenarios.drawn.dice import Dice
from tests.scenarios.marts import assert_as_from_nothing, everything, fill, in_mart

SEEDS = (1, 2, 3) if os.environ.get("RAPPORT_FAULTS") else (0,)
"""Half a minute each: one is drawn in `make test`, three others in `make test-full`."""


def tell(shop: Shop, drawn: Dice) -> None:
    """Have the facts told, in parts."""
    facts = draw_facts(drawn)
    for start in range(0, len(facts), 7):
        with unit_of_work(shop.actor) as work:
            work.record(*facts[start : start + 7])


@pytest.mark.parametrize("seed", SEEDS)
def test_shuffled_repeated_and_late_facts_give_what_a_build_from_nothing_gives(
    shop: Shop, lake: Path, seed: int
) -> None:
    drawn, dice = Dice(seed), random.Random(seed)
    tell(shop, drawn)
    batches = waiting(shop)
    coming = [batch for batch in batches for _ in range(dice.randint(1, 5))]
    dice.shuffle(coming)
    for batch in coming:
        fill([batch])
        if dice.random() < 0.3:
            build_marts(shop.tenant_id)
    build_marts(shop.tenant_id)
    found = everything(lake, shop)
    assert [model.name for model in list_models() if not found[model.name]] == []
    assert str(drawn.gone) not in repr(found["customers"] + found["customer_states"] + found["partners"])
    assert_as_from_nothing(lake, shop)


def test_work_that_began_earlier_but_ended_later_turns_no_stretch_around(shop: Shop, lake: Path) -> None:
    ada = create_customer(CustomerDraft(name="Ada", city="Bonn"), actor=shop.actor)
    with work_as_of(timezone.now() - timedelta(minutes=5)):
        update_customer(ada.id, {"city": "Ulm"}, actor=shop.actor)
    fill(waiting(shop))
    build_marts(shop.tenant_id)
    stretches = "select city, from_at <= coalesce(until_at, from_at) from customer_history order by version"
    assert in_mart(lake, shop, stretches) == [("Bonn", True), ("Ulm", True)]
