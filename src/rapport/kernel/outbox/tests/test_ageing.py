"""What consumers had goes after a while, and nothing that keeps a fact from having its effect twice."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import OperationalError, connections
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.outbox import ageing, bus, pruning, windows
from rapport.kernel.outbox.api import Ageing, Envelope, Fact, relay_once, subscribe
from rapport.kernel.work.api import unit_of_work

pytestmark = pytest.mark.usefixtures("nothing_waits")


class KettleBoiled(Fact, frozen=True, kw_only=True):
    """A fact of these tests."""

    name: ClassVar[str] = "kettle.boiled.v1"
    subject_kind: ClassVar[str] = "kettle"
    subject_field: ClassVar[str] = "kettle_id"

    kettle_id: UUID
    label: str


class Cook:
    """Hears of kettles; is ill of one that is cracked."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def take(self, batch: Sequence[Envelope]) -> None:
        labels = [str(one.payload["label"]) for one in batch]
        if "cracked" in labels:
            raise ValueError("cracked")
        self.heard += labels


@pytest.fixture
def cook(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cook]:
    """The only consumer; nobody else holds facts, and what is old is from before tomorrow."""
    monkeypatch.setattr(bus, "_subscriptions", {})
    monkeypatch.setattr(pruning, "_holders", {})
    monkeypatch.setattr(ageing, "timezone", Tomorrow)
    monkeypatch.setenv("RAPPORT_INBOX_DAYS", "1")
    monkeypatch.setenv("RAPPORT_PARKED_DAYS", "1")
    one = Cook()
    subscribe("test.cook", [KettleBoiled.name], one.take)
    relay_once()
    yield one


class Tomorrow:
    """The clock two days on."""

    @staticmethod
    def now() -> object:
        return timezone.now() + timedelta(days=2)


def boil(shop: Shop, *labels: str) -> None:
    with unit_of_work(shop.actor) as work:
        work.record(*(KettleBoiled(kettle_id=new_id(), label=label) for label in labels))


def count(table: str, shop: Shop) -> int:
    """Return how many rows a shop has in a table of the outbox."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(f"select count(*) from {table} where tenant_id = %s", [shop.tenant_id])
        return int(cursor.fetchone()[0])


def let_go() -> None:
    work = Ageing()
    while work.let_go():
        pass


def test_claims_go_and_no_fact_comes_again(shop: Shop, cook: Cook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ageing, "AT_ONCE", 2)
    for labels in ("abcd", "e", "f"):
        boil(shop, *labels)
        relay_once()
    assert count("inbox_row", shop) == 3, "a claim is a row for each batch"
    let_go()
    assert count("inbox_row", shop) == 0
    boil(shop, "g")
    relay_once()
    assert cook.heard == list("abcdefg")


def test_where_all_stay_they_stay(shop: Shop, cook: Cook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_INBOX_DAYS", "all")
    boil(shop, "a")
    relay_once()
    let_go()
    assert count("inbox_row", shop) == 1


class TestAnOpenWindow:
    """A relay that was killed after the effect and before its cursor moved brings the facts again."""

    def deliver_and_fail(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(window: windows.Window, taken: int) -> None:
            raise OperationalError("killed")

        with monkeypatch.context() as now, pytest.raises(OperationalError):
            now.setattr(windows.Window, "close", fail)
            relay_once()

    def test_keeps_its_claims(self, shop: Shop, cook: Cook, monkeypatch: pytest.MonkeyPatch) -> None:
        boil(shop, "a")
        self.deliver_and_fail(monkeypatch)
        let_go()
        assert count("inbox_row", shop) == 1
        relay_once()
        assert cook.heard == ["a"]

    def test_would_double_if_nobody_asked_who_needs_them(
        self, shop: Shop, cook: Cook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ageing, "find_holders", lambda before: [])
        boil(shop, "a")
        self.deliver_and_fail(monkeypatch)
        let_go()
        relay_once()
        assert cook.heard == ["a", "a"]


def test_parked_copies_go_unless_asked_for_or_the_only_ones(
    shop: Shop, cook: Cook, monkeypatch: pytest.MonkeyPatch
) -> None:
    boil(shop, "cracked")
    relay_once()
    assert count("parked_fact", shop) == 1
    monkeypatch.setattr(ageing, "_only_copies", {"test.cook"})
    let_go()
    assert count("parked_fact", shop) == 1
    monkeypatch.setattr(ageing, "_only_copies", set())
    with connections["relay"].cursor() as cursor:
        cursor.execute("update parked_fact set asked_at = now() where tenant_id = %s", [shop.tenant_id])
    let_go()
    assert count("parked_fact", shop) == 1
    with connections["relay"].cursor() as cursor:
        cursor.execute("update parked_fact set asked_at = null where tenant_id = %s", [shop.tenant_id])
    let_go()
    assert count("parked_fact", shop) == 0
