"""An id is claimed once for each consumer, in whatever batches it comes, whoever claims at once."""

import random
import threading
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.house import Shop
from tests.locks import somebody_waits

from rapport.kernel.ids import named_id, new_id
from rapport.kernel.outbox.contracts import Envelope
from rapport.kernel.outbox.inbox import claim, claim_parcel
from rapport.kernel.outbox.parking import park
from rapport.kernel.outbox.rules import SPAN, spans_of
from rapport.kernel.tenancy.api import as_tenant

MINUTE = 60_000
BATCHES = st.lists(st.lists(st.integers(0, 59), min_size=1, max_size=25), min_size=1, max_size=12)
"""Batches of some of sixty ids: shuffled, repeated, overlapping, each cut anywhere."""


def draw_ids(seed: int, count: int = 60) -> list[UUID]:
    """Draw ids of moments that lie together, or minutes and hours apart, and some of no moment."""
    dice, moment = random.Random(seed), 1_700_000_000_000
    ids = []
    for _ in range(count):
        moment += dice.choice((0, 0, 0, 1, 500, MINUTE - 1, MINUTE, MINUTE + 1, 90 * MINUTE))
        ids.append(UUID(int=moment << 80 | dice.getrandbits(80)))
    return [UUID(int=dice.getrandbits(128)) if dice.random() < 0.05 else one for one in ids]


def count_rows(consumer: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from inbox_row where consumer = %s", [consumer])
        return int(cursor.fetchone()[0])


class TestSpans:
    @given(st.lists(st.integers(0, 5 * SPAN), unique=True))
    def test_hold_every_id_in_order_and_reach_no_further(self, numbers: list[int]) -> None:
        ids = [UUID(int=one) for one in sorted(numbers)]
        spans = list(spans_of(ids))
        assert [one for span in spans for one in span] == ids
        assert all(span[-1].int - span[0].int <= SPAN for span in spans)

    def test_are_as_few_as_can_be(self) -> None:
        ids = [UUID(int=at * SPAN // 2) for at in range(6)]
        assert [len(span) for span in spans_of(ids)] == [3, 3]


class TestClaim:
    def test_gives_each_id_once_whatever_the_batches(self, shop: Shop) -> None:
        @settings(max_examples=60, deadline=None)
        @given(batches=BATCHES, seed=st.integers(0, 10_000))
        def check(batches: list[list[int]], seed: int) -> None:
            ids, consumers = draw_ids(seed), ("test.one", "test.two")
            had: dict[str, set[UUID]] = {consumer: set() for consumer in consumers}
            with as_tenant(shop.tenant_id):
                for at, batch in enumerate(batches):
                    wanted, consumer = [ids[number] for number in batch], consumers[at % 3 == 2]
                    assert claim(consumer, wanted) == set(wanted) - had[consumer]
                    had[consumer].update(wanted)
                connection.set_rollback(True)

        check()

    def test_is_one_row_for_a_batch(self, shop: Shop) -> None:
        ids = [new_id() for _ in range(500)]
        with as_tenant(shop.tenant_id):
            assert claim("test.rows", ids) == set(ids)
            assert count_rows("test.rows") == 1
            assert claim("test.rows", ids[250:]) == set()
            assert count_rows("test.rows") == 1
            connection.set_rollback(True)

    def test_asks_the_key_however_many_rows_there_are(self, shop: Shop) -> None:
        """A walk bounded by the span of a claim, under the wall: the plan holds a condition on the id."""
        look = """
            explain select ids from inbox_row
             where tenant_id = %s and consumer = 'test.plan' and batch_id >= %s and batch_id <= %s
        """
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("set local enable_seqscan = off")
            cursor.execute(look, [shop.tenant_id, new_id(), new_id()])
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "inbox_row_pkey" in plan
        assert "batch_id >=" in plan.split("Index Cond:")[1].split("\n")[0]

    def test_leaves_another_business_alone(self, shop: Shop, other_shop: Shop) -> None:
        ids = [new_id(), new_id()]
        for tenant_id in (shop.tenant_id, other_shop.tenant_id):
            with as_tenant(tenant_id):
                assert claim("test.walls", ids) == set(ids)


class TestAtOnce:
    """A relay that was killed may have left a transaction behind that commits after the next relay begins."""

    def overlap(self, shop: Shop) -> set[UUID]:
        """Claim the first four of six ids, the last four before that commits; return what both got."""
        ids = [new_id() for _ in range(6)]
        claimed, may_end, found = threading.Event(), threading.Event(), list[set[UUID]]()

        def claim_first() -> None:
            with as_tenant(shop.tenant_id):
                found.append(claim("test.beside", ids[:4]))
                claimed.set()
                may_end.wait(120)
            connection.close()

        def claim_last() -> None:
            with as_tenant(shop.tenant_id):
                found.append(claim("test.beside", ids[2:]))
            connection.close()

        first, last = threading.Thread(target=claim_first), threading.Thread(target=claim_last)
        first.start()
        assert claimed.wait(120)
        last.start()
        while last.is_alive() and not somebody_waits():
            last.join(0.01)
        may_end.set()
        first.join()
        last.join()
        assert found[0] | found[1] == set(ids)
        return found[0] & found[1]

    def test_is_waited_for(self, transactional_db: None, shop: Shop) -> None:
        assert self.overlap(shop) == set()

    def test_would_be_claimed_twice_if_nobody_waited(self, transactional_db: None, shop: Shop) -> None:
        """The control: the same function without its lock, put back afterwards."""
        with connections["owner"].cursor() as cursor:
            cursor.execute("select pg_get_functiondef('inbox_claim'::regproc)")
            text = str(cursor.fetchone()[0])
            careless = "\n".join(line for line in text.splitlines() if "pg_advisory_xact_lock" not in line)
            assert careless != text
            cursor.execute(careless)
        try:
            assert len(self.overlap(shop)) == 2
        finally:
            with connections["owner"].cursor() as cursor:
                cursor.execute(text)


class TestClaimParcel:
    def draw(self) -> tuple[UUID, list[UUID]]:
        parcel = new_id()
        return parcel, [named_id(parcel, str(number)) for number in range(5)]

    def test_is_one_row_and_claimed_once(self, shop: Shop) -> None:
        parcel, parts = self.draw()
        with as_tenant(shop.tenant_id):
            assert claim_parcel("test.parcel", parcel, parts) == set(parts)
            assert claim_parcel("test.parcel", parcel, parts) == set()
            assert count_rows("test.parcel") == 1
            connection.set_rollback(True)

    def test_knows_what_was_taken_singly(self, shop: Shop) -> None:
        parcel, parts = self.draw()
        with as_tenant(shop.tenant_id):
            claim("test.parcel", parts[1:2])
            assert claim_parcel("test.parcel", parcel, parts) == {parts[0], *parts[2:]}
            assert claim("test.parcel", [parts[3]]) == set()
            connection.set_rollback(True)

    def test_leaves_a_claim_of_its_own_to_what_is_put_aside(self, transactional_db: None, shop: Shop) -> None:
        parcel, parts = self.draw()
        park("test.parcel", envelope_of(shop, parts[0]), ValueError("no"))
        with as_tenant(shop.tenant_id):
            assert claim_parcel("test.parcel", parcel, parts) == set(parts)
            assert claim("test.parcel", [parts[0]]) == set(), "asked for again it has no second effect"


def envelope_of(shop: Shop, fact_id: UUID) -> Envelope:
    """Return a fact of which only the id and the business matter."""
    values: dict[str, Any] = dict.fromkeys(Envelope.__dataclass_fields__)
    return Envelope(
        **{**values, "id": fact_id, "tenant_id": shop.tenant_id, "name": "test.v1", "payload": {}}
    )


@pytest.mark.parametrize("ids", [[], [UUID(int=2**128 - 1)]])
def test_the_ends_of_all_ids_are_claimed(shop: Shop, ids: list[UUID]) -> None:
    with as_tenant(shop.tenant_id):
        assert claim("test.ends", ids) == set(ids)
        connection.set_rollback(True)
