"""What holds however many send at once: caps of a customer, and a customer's no."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from time import monotonic
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.house import Shop

from rapport.collaborative.delivery.api import MassDraft, draw_token, write_many
from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.operations import permitting, sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.operations.leaving import leave
from rapport.collaborative.delivery.tests.post import account, deliveries
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.ids import new_id
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

SENDERS, PEOPLE, MOST = 8, 12, 2


def offers(shop: Shop, letters: int, people: int = PEOPLE) -> list[UUID]:
    """Have so many letters wait for each customer, each from an address of its own; returns the addresses."""
    drafts = [
        CustomerDraft(f"Ada {at}", contact_points=(ContactDraft("email", f"ada{at}@example.org"),))
        for at in range(people)
    ]
    made = [one.id for one in create_customers(drafts, actor=shop.actor)]
    record_consents([ConsentDraft(one, "newsletter", "email", True) for one in made], actor=shop.actor)
    places = [account(shop, f"news{at}@shop.example").id for at in range(letters)]
    for place in places:
        with unit_of_work(shop.actor) as work:
            letters_of = [
                MassDraft(one, f"ada{at}@example.org", "Tea", "New tea", draw_token()[0])
                for at, one in enumerate(made)
            ]
            write_many(letters_of, place, purpose="newsletter", group_id=new_id(), work=work)
    return places


def together(work: Callable[[Any], Any], given: list[Any]) -> list[Any]:
    """Do a piece of work for each of several at the same moment, each in a thread with its connection."""
    start = Barrier(len(given))
    connection.close()  # the pool has room for eight

    def run(one: Any) -> Any:
        try:
            start.wait(30)
            return work(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(run, given))


def claim_all_at_once(shop: Shop) -> Counter[UUID | None]:
    """Have eight senders claim eight letters to each customer; returns how many each customer would get."""
    with as_tenant(shop.tenant_id):
        change_settings({"delivery.most_a_day": MOST}, actor=shop.actor)
    places = offers(shop, SENDERS)
    together(lambda place: claim_due(shop.tenant_id, place, 100), places)
    return Counter(one.party_id for one in deliveries(shop) if one.state == "claimed")


class TestCaps:
    def test_hold_under_eight_senders(self, shop: Shop) -> None:
        got = claim_all_at_once(shop)
        assert set(got.values()) == {MOST}
        assert len(got) == PEOPLE

    def test_would_break_if_the_senders_did_not_wait_in_line(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control: without the lock all have counted before any of them has written."""
        counted, room = Barrier(SENDERS), permitting._room

        def count_together(*given: Any) -> dict[UUID, int]:
            left = room(*given)
            counted.wait(30)
            return left

        monkeypatch.setattr(permitting, "_wait_in_line", lambda _work: None)
        monkeypatch.setattr(permitting, "_room", count_together)
        assert set(claim_all_at_once(shop).values()) == {SENDERS}


class TestANo:
    def test_counts_after_the_claim_too(self, shop: Shop) -> None:
        (place,) = offers(shop, 1, 4)
        ids = claim_due(shop.tenant_id, place, 10)
        tokens = {one.party_id: one.token for one in deliveries(shop)}
        for token in list(tokens.values())[:3]:
            leave(token)
        assert len(sending.hand_over(shop.tenant_id, ids)) == 1
        assert Counter((one.state, one.code) for one in deliveries(shop)) == {
            ("refused", "withdrawn"): 3,
            ("sending", ""): 1,
        }

    def test_said_while_it_is_being_sent_is_heeded_from_its_answer_on(self, shop: Shop) -> None:
        """Whose letter was not on its way when they were answered never gets it."""
        late = leave_while_sending(shop)
        assert late.keys() >= {"refused"}
        assert not late.keys() & {"sending", "sent"}

    def test_would_be_overheard_if_nobody_asked_again(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control: a sender that asks when it claims and never again sends to who has left."""
        monkeypatch.setattr(sending, "find_unwanted", lambda *_: {})
        assert leave_while_sending(shop)["sending"] > 0

    def test_waits_until_what_is_taken_on_is_on_its_way(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Consent is asked once, so nobody is answered between that and the mark."""
        assert leave_in_the_midst(shop, monkeypatch, until=is_waited_for) == ["sending"]

    def test_would_come_between_if_it_did_not_wait(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: who was answered while their letter waited gets it all the same."""
        monkeypatch.setattr(sending, "hold_withdrawals", lambda _tenant: None)
        assert leave_in_the_midst(shop, monkeypatch, until=lambda left: left.result(30)) == ["waiting"]
        assert [one.state for one in deliveries(shop)] == ["sending"]


def leave_in_the_midst(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, *, until: Callable[["Future[str]"], object]
) -> list[str]:
    """Have a customer leave after consent was asked for their letter and before it is marked as being sent.

    Returns how far the letter was when they were answered.
    """
    (place,), ask, left = offers(shop, 1, 1), permitting.ask_consent, list["Future[str]"]()
    (letter,) = deliveries(shop)

    def go() -> str:
        try:
            leave(letter.token)
            with as_tenant(shop.tenant_id):
                return Delivery.objects.get(id=letter.id).state
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:

        def ask_and_hear(*given: Any) -> dict[UUID, str]:
            said = ask(*given)
            left.append(pool.submit(go))
            until(left[0])
            return said

        monkeypatch.setattr(permitting, "ask_consent", ask_and_hear)
        assert len(sending.take_on(shop.tenant_id, place, 10)) == 1
        return [one.result(30) for one in left]


def is_waited_for(_left: object) -> None:
    """Wait until somebody waits for a lock of ours."""
    until = monotonic() + 60
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute("select 1 from pg_locks where locktype = 'advisory' and not granted")
            if cursor.fetchone():
                return
    raise TimeoutError("Nobody waited.")


def leave_while_sending(shop: Shop, people: int = 60) -> Counter[str]:
    """Have everybody leave while letters are handed over a few at a time.

    Returns what became of the letters that had not been handed over when their reader was answered.
    """
    (place,) = offers(shop, 1, people)
    tokens = [(one.id, one.token) for one in deliveries(shop)]
    ids = claim_due(shop.tenant_id, place, people)
    late = set[UUID]()

    def send(_: object) -> None:
        for at in range(0, len(ids), 5):
            sending.hand_over(shop.tenant_id, ids[at : at + 5])

    def go(mine: list[tuple[UUID, str]]) -> None:
        for delivery_id, token in mine:
            leave(token)
            with as_tenant(shop.tenant_id):
                if Delivery.objects.get(id=delivery_id).state not in ("sending", "sent"):
                    late.add(delivery_id)

    jobs = [None, tokens[::-2], tokens[-2::-2]]
    together(lambda mine: send(mine) if mine is None else go(mine), jobs)
    return Counter(one.state for one in deliveries(shop) if one.id in late)
