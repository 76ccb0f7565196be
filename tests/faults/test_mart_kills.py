"""Builds of marts are killed at any moment: the next one ends with what a build from nothing gives."""

import random
import threading
from pathlib import Path

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.bigdata.lake.tests.carrying import waiting
from rapport.kernel.work.api import unit_of_work
from tests.faults.stove import Stove
from tests.house import Shop
from tests.scenarios.conftest import lake
from tests.scenarios.drawn import draw_facts
from tests.scenarios.drawn.dice import Dice
from tests.scenarios.marts import assert_as_from_nothing, everything, fill

__all__ = ["lake"]
KILLS = 6


def tell(shop: Shop, part: slice) -> None:
    """Have some facts told, and the lake have them."""
    with unit_of_work(shop.actor) as work:
        work.record(*draw_facts(Dice(5))[part])
    fill(waiting(shop))


def burn(shop: Shop, folder: Path, *faults: str) -> None:
    """Build once, kill builds of what came later, and let the last one end."""
    tell(shop, slice(0, None, 2))
    dice, stove = random.Random(3), Stove("marts_under_fire", shop.tenant_id, folder, *faults)
    stove.light()
    stove.wait_gone()
    tell(shop, slice(1, None, 2))
    for _ in range(0 if faults else KILLS):
        child = stove.light()
        threading.Event().wait(dice.uniform(0, 1.5))
        stove.kill(child)
    child = stove.light("between")
    assert stove.read() == "between"
    stove.kill(child)
    stove.light()
    stove.wait_gone()
    stove.end()


def test_marts_are_whole_after_kills(shop: Shop, lake: Path) -> None:
    burn(shop, lake)
    assert_as_from_nothing(lake, shop)


def test_a_build_that_is_no_transaction_would_be_seen(shop: Shop, lake: Path) -> None:
    burn(shop, lake, "torn")
    found = everything(lake, shop)
    build_marts(shop.tenant_id, anew=True)
    assert everything(lake, shop) != found
