"""Messages come in: once, into their thread, to their customer."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from tests.house import Shop

from rapport.collaborative.delivery.api import list_messages, take_in, write_message
from rapport.collaborative.delivery.contracts import InFile
from rapport.collaborative.delivery.models import Message
from rapport.collaborative.delivery.tests.post import NOON, account, letter, received, thread
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import enter
from rapport.customers.prospects.api import find_prospect
from rapport.customers.timeline.api import list_touches
from rapport.kernel.tenancy.api import as_tenant


class TestWhoWrote:
    def test_a_stranger_becomes_a_prospect_to_be_reviewed(self, shop: Shop) -> None:
        place = account(shop)
        row = thread(shop, received(place).conversation_id)
        assert (row.match, row.peer, row.waiting_since) == ("new", "ada@example.org", NOON)
        with as_tenant(shop.tenant_id):
            assert row.party_id is not None
            prospect = find_prospect(row.party_id, actor=shop.actor)
            touches = list_touches(row.party_id, actor=shop.actor).lines
        assert prospect is not None
        assert prospect.detail == "Help"
        assert [(one.kind, one.subject_id) for one in touches if one.channel == "email"] == [
            ("message.received", row.id)
        ]

    def test_a_customer_is_met_by_address(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@example.org")
        row = thread(shop, received(account(shop)).conversation_id)
        assert (row.party_id, row.match) == (ada.id, "known")

    def test_one_address_of_several_is_reviewed(self, shop: Shop) -> None:
        for name in ("Ada", "Augusta"):
            enter(shop, name, "ada@example.org")
        row = thread(shop, received(account(shop)).conversation_id)
        assert row.match == "several"

    def test_what_a_machine_wrote_makes_nobody_a_prospect_and_waits_for_nobody(self, shop: Shop) -> None:
        row = thread(shop, received(account(shop), automatic=True).conversation_id)
        assert (row.party_id, row.match, row.waiting_since) == (None, "none", None)


class TestThreads:
    def test_an_answer_joins_what_it_answers_and_opens_it_again(self, shop: Shop) -> None:
        place = account(shop)
        first = received(place)
        sent = write_message(first.conversation_id, "It comes today.", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            reference = Message.objects.get(id=sent.id).reference
        later = received(place, "2", references=(reference,), subject="Re: Where is my tea?")
        assert later.conversation_id == first.conversation_id
        assert received(place, "3").conversation_id != first.conversation_id
        with as_tenant(shop.tenant_id):
            said = list_messages(first.conversation_id, actor=shop.actor)
        assert [one.direction for one in said] == ["in", "in", "out"]  # by when they were written
        assert thread(shop, first.conversation_id).messages == 3

    def test_the_same_message_twice_is_one(self, shop: Shop) -> None:
        place = account(shop)
        first, again = received(place), received(place)
        assert (first.fresh, again.fresh, again.message_id) == (True, False, first.message_id)
        assert len(facts_of(shop.tenant_id, "message.received.v1")) == 1

    def test_and_from_two_sides_at_once(self, shop: Shop) -> None:
        place = account(shop)

        def take(_at: int) -> bool:
            try:
                return take_in(place, letter()).fresh
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(take, range(4))) == [False, False, False, True]


class TestFiles:
    def test_are_kept_but_for_programs_and_empty_ones(self, shop: Shop) -> None:
        files = (
            InFile("offer.pdf", "application/pdf", b"%PDF-1.7"),
            InFile("run.EXE", "application/pdf", b"MZ"),
            InFile("none.txt", "text/plain", b""),
        )
        found = received(account(shop), files=files, raw=b"raw")
        with as_tenant(shop.tenant_id):
            (said,) = list_messages(found.conversation_id, actor=shop.actor)
        assert [(one.name, one.refused, one.blob_id is None) for one in said.files] == [
            ("offer.pdf", "", False),
            ("run.EXE", "program", True),
            ("none.txt", "empty", True),
        ]

    def test_hypertext_is_cleaned(self, shop: Shop) -> None:
        html = '<p onclick="x()">Hi<script>alert(1)</script><iframe src="x"></iframe></p>'
        found = received(account(shop), html=html)
        with as_tenant(shop.tenant_id):
            assert Message.objects.get(id=found.message_id).html == "<p>Hi</p>"
