"""Facts commit with the change, reach every consumer once in effect, and a bad one stops nobody."""

import threading
from collections.abc import Iterator, Sequence
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec
import pytest
from django.db import connection, connections
from tests.house import Shop

from rapport.kernel.identity.models import Unit
from rapport.kernel.outbox import bus
from rapport.kernel.outbox.api import Envelope, Fact, load_lines, load_rows, relay_once, subscribe
from rapport.kernel.outbox.models import ParkedFact
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work


class UnitOpened(Fact, frozen=True, kw_only=True):
    """A unit was opened."""

    name: ClassVar[str] = "unit.opened.v1"
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: UUID
    label: str


@pytest.fixture
def heard(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Envelope]]:
    """What the only consumer received."""
    monkeypatch.setattr(bus, "_subscriptions", {})
    received: list[Envelope] = []
    subscribe("test.listener", ["unit.opened.v1"], received.extend)
    relay_once()
    received.clear()
    yield received


def open_unit(shop: Shop, label: str = "Centre") -> UUID:
    with unit_of_work(shop.actor) as work:
        unit = Unit.objects.create(name=label, code=label)
        work.record(UnitOpened(unit_id=unit.id, label=label))
    return unit.id


class TestRelayOnce:
    def test_delivers_a_fact_with_its_change(self, shop: Shop, heard: list[Envelope]) -> None:
        unit_id = open_unit(shop)
        assert relay_once() == 1
        assert (heard[0].subject_id, heard[0].payload["label"]) == (unit_id, "Centre")
        assert heard[0].actor_id == shop.actor.id

    def test_delivers_nothing_of_what_was_rolled_back(self, shop: Shop, heard: list[Envelope]) -> None:
        with pytest.raises(ZeroDivisionError), unit_of_work(shop.actor) as work:
            work.record(UnitOpened(unit_id=shop.tenant_id, label="x"))
            work.flush()
            _ = 1 / 0
        relay_once()
        assert heard == []

    def test_delivers_each_fact_once(self, shop: Shop, heard: list[Envelope]) -> None:
        open_unit(shop)
        relay_once()
        assert relay_once() == 0
        assert len(heard) == 1

    def test_has_no_second_effect_when_the_cursor_was_lost(self, shop: Shop, heard: list[Envelope]) -> None:
        open_unit(shop)
        relay_once()
        with connections["relay"].cursor() as cursor:
            cursor.execute("update fact_cursor set snapshot = '1:1:'")
        relay_once()
        assert len(heard) == 1

    def test_misses_nothing_that_commits_late(self, shop: Shop, heard: list[Envelope]) -> None:
        begun, may_end = threading.Event(), threading.Event()

        def slow_writer() -> None:
            with unit_of_work(shop.actor) as work:
                work.record(UnitOpened(unit_id=shop.tenant_id, label="late"))
                work.flush()
                begun.set()
                may_end.wait(120)
            connection.close()

        writer = threading.Thread(target=slow_writer)
        writer.start()
        assert begun.wait(120)
        open_unit(shop, "early")
        relay_once()
        assert [fact.payload["label"] for fact in heard] == ["early"]
        may_end.set()
        writer.join()
        relay_once()
        assert [fact.payload["label"] for fact in heard] == ["early", "late"]

    def test_unpacks_parcels(self, shop: Shop, heard: list[Envelope]) -> None:
        line = (
            b'{"subject_id": "%s", "version": 1, "payload": {"label": "p"}}\n' % str(shop.tenant_id).encode()
        )
        with unit_of_work(shop.actor) as work:
            work.record_bulk("unit.opened.v1", "unit", [(3, line * 3)])
        assert relay_once() == 3
        assert len({fact.id for fact in heard}) == 3

    def test_reads_as_lines_what_consumers_hear(self, shop: Shop, heard: list[Envelope]) -> None:
        line = b'{"subject_id":"%s","payload":{"label":"p\\n"}}' % str(shop.tenant_id).encode()
        with unit_of_work(shop.actor) as work:
            work.record_bulk("unit.opened.v1", "unit", [(2, line + b"\n" + line)])
            work.record(UnitOpened(unit_id=shop.tenant_id, label="single"))
        relay_once()
        with connections["relay"].cursor() as cursor:
            cursor.execute(
                "select id from fact where tenant_id = %s and name = %s order by id",
                [shop.tenant_id, "unit.opened.v1"],
            )
            rows = [row[0] for row in cursor.fetchall()]
        lines = load_lines(rows).splitlines()
        assert [msgspec.json.decode(one, type=Envelope) for one in lines] == heard
        assert [fact.id for fact in heard[:2]] == [uuid5(rows[0], "0"), uuid5(rows[0], "1")]
        parcel, single, both = load_rows(rows[:1]), load_rows(rows[1:]), load_rows(rows)
        assert (parcel.packed, single.packed, both.packed) == (True, False, False)
        assert parcel.lines() + b"\n" + single.lines() == both.lines() == b"\n".join(lines)

    def test_parks_the_fact_at_fault_and_serves_the_rest(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bus, "_subscriptions", {})
        served: list[str] = []

        def picky(batch: Sequence[Envelope]) -> None:
            for fact in batch:
                if fact.tenant_id == shop.tenant_id and fact.payload["label"] == "bad":
                    raise ValueError("I do not like it")
            served.extend(fact.payload["label"] for fact in batch)

        subscribe("test.picky", ["unit.opened.v1"], picky)
        relay_once()
        served.clear()
        for label in ("good", "bad", "fine"):
            open_unit(shop, label)
        relay_once()
        assert served == ["good", "fine"]
        with as_tenant(shop.tenant_id):
            assert "do not like" in ParkedFact.objects.get(consumer="test.picky").reason
