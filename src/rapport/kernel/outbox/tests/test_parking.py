"""A fact nobody could digest is put aside, stops nothing else, and is tried again when somebody asks."""

from collections.abc import Iterator, Sequence
from typing import ClassVar
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.outbox import bus
from rapport.kernel.outbox.api import (
    Envelope,
    Fact,
    ask_again,
    list_parked_everywhere,
    list_parked_groups,
    relay_once,
    subscribe,
)
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

CONSUMER = "test.stomach"


class MealServed(Fact, frozen=True, kw_only=True):
    """A fact of these tests."""

    name: ClassVar[str] = "meal.served.v1"
    subject_kind: ClassVar[str] = "meal"
    subject_field: ClassVar[str] = "meal_id"

    meal_id: UUID
    label: str


class Stomach:
    """Digests everything but what it is ill of."""

    def __init__(self) -> None:
        self.ill_of = {"oyster"}
        self.mood = ""
        self.had: list[str] = []

    def take(self, batch: Sequence[Envelope]) -> None:
        labels = [str(envelope.payload["label"]) for envelope in batch]
        if self.ill_of.intersection(labels):
            raise ValueError(f"cannot keep {labels} down{self.mood and ': ' + self.mood}")
        self.had += labels


@pytest.fixture
def stomach(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stomach]:
    """The only consumer there is."""
    monkeypatch.setattr(bus, "_subscriptions", {})
    eater = Stomach()
    subscribe(CONSUMER, [MealServed.name], eater.take)
    relay_once()
    yield eater


def serve(shop: Shop, *labels: str) -> None:
    with unit_of_work(shop.actor) as work:
        work.record(*(MealServed(meal_id=new_id(), label=label) for label in labels))


def groups(shop: Shop) -> list[tuple[str, str, int, int]]:
    """Return what stands put aside by this consumer: fact, reason, how many, how many of them asked for."""
    with as_tenant(shop.tenant_id):
        found = list_parked_groups()
    return [(one.fact, one.reason, one.facts, one.asked) for one in found if one.consumer == CONSUMER]


def ask(shop: Shop, **which: str) -> int:
    with as_tenant(shop.tenant_id):
        return ask_again(**which)


REASON = "ValueError: cannot keep ['oyster'] down"


def test_one_bad_fact_stops_no_other(shop: Shop, stomach: Stomach) -> None:
    serve(shop, "bread", "oyster", "tea", "oyster")
    relay_once()
    assert stomach.had == ["bread", "tea"]
    assert groups(shop) == [(MealServed.name, REASON, 2, 0)]


def test_is_not_tried_again_by_itself(shop: Shop, stomach: Stomach) -> None:
    serve(shop, "oyster")
    relay_once()
    stomach.ill_of.clear()
    assert relay_once() == 0
    assert stomach.had == []


def test_has_its_effect_once_asked_for_and_is_parked_no_longer(shop: Shop, stomach: Stomach) -> None:
    serve(shop, "oyster")
    relay_once()
    stomach.ill_of.clear()
    assert ask(shop, consumer=CONSUMER, fact=MealServed.name) == 1
    assert ask(shop) == 0
    assert groups(shop) == [(MealServed.name, REASON, 1, 1)]
    assert relay_once() == 1
    assert relay_once() == 0
    assert stomach.had == ["oyster"]
    assert groups(shop) == []


def test_stays_with_the_newest_reason_if_it_fails_again(shop: Shop, stomach: Stomach) -> None:
    serve(shop, "oyster")
    relay_once()
    ask(shop)
    stomach.mood = "bad"
    assert relay_once() == 0
    assert groups(shop) == [(MealServed.name, "ValueError: cannot keep ['oyster'] down: bad", 1, 0)]
    assert stomach.had == []


def test_is_asked_for_by_its_own_business_alone(shop: Shop, other_shop: Shop, stomach: Stomach) -> None:
    serve(shop, "oyster")
    relay_once()
    assert ask(other_shop) == 0
    assert groups(other_shop) == []
    assert ask(shop, consumer="test.nobody") == 0
    assert ask(shop, fact="meal.cooked.v1") == 0


def test_whoever_looks_after_the_installation_sees_no_words(shop: Shop, stomach: Stomach) -> None:
    serve(shop, "oyster")
    relay_once()
    found = [one for one in list_parked_everywhere(most=1_000) if one.consumer == CONSUMER]
    assert {(one.fact, one.reason) for one in found} == {(MealServed.name, "ValueError")}
