"""Messages go out: claimed, handed over, reported; exact when the sender dies; held back where they must."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.api import begin_conversation, take_report, write_message
from rapport.collaborative.delivery.contracts import Accepted, Report, Retry, Unacceptable
from rapport.collaborative.delivery.models import Undeliverable
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.reporting import STATES
from rapport.collaborative.delivery.tests.post import (
    account,
    claimed,
    deliveries,
    handed_over,
    received,
    thread,
)
from rapport.customers.consent.api import ConsentDraft, record_consent
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import enter
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.tenancy.api import as_tenant


class TestAnswering:
    def test_is_handed_over_once_and_ends_the_waiting(self, shop: Shop) -> None:
        found = received(account(shop))
        write_message(found.conversation_id, "It comes today.", actor=shop.actor)
        row = thread(shop, found.conversation_id)
        assert (row.waiting_since, row.assignee_id) == (None, shop.actor.member_id)
        out = handed_over(shop)
        assert (out.address, out.subject, out.answers) == (
            "ada@example.org",
            "Where is my tea?",
            ("<1@example.org>",),
        )
        assert claimed(shop) == []
        sending.note_outcome(shop.tenant_id, out.id, Accepted(("queued as 7",)))
        (delivery,) = deliveries(shop)
        assert (delivery.state, delivery.external_id, delivery.tries) == ("sent", "queued as 7", 1)
        assert [one["state"] for one in facts_of(shop.tenant_id, "delivery.settled.v1")] == ["sent"]

    def test_an_empty_one_and_a_strangers_conversation_are_refused(
        self, shop: Shop, other_shop: Shop
    ) -> None:
        found = received(account(shop))
        with pytest.raises(Invalid):
            write_message(found.conversation_id, "  ", actor=shop.actor)
        with pytest.raises(Missing):
            write_message(found.conversation_id, "Hello", actor=other_shop.actor)

    def test_an_account_at_rest_sends_nothing(self, shop: Shop) -> None:
        found = received(account(shop, active=False))
        write_message(found.conversation_id, "Hello", actor=shop.actor)
        assert claimed(shop) == []

    def test_a_busy_server_is_tried_again_and_a_refusal_leaves_the_customer_waiting(self, shop: Shop) -> None:
        found = received(account(shop))
        write_message(found.conversation_id, "Hello", actor=shop.actor)
        out = handed_over(shop)
        sending.note_outcome(shop.tenant_id, out.id, Retry("450 busy", wait=timedelta(hours=1)))
        (delivery,) = deliveries(shop)
        assert (delivery.state, claimed(shop)) == ("waiting", [])
        assert delivery.due_at > timezone.now() + timedelta(minutes=50)
        sending.note_outcome(shop.tenant_id, out.id, Unacceptable("550 5.1.1 none", code="5.1.1", dead=True))
        assert deliveries(shop)[0].state == "failed"
        assert thread(shop, found.conversation_id).waiting_since is not None
        write_message(found.conversation_id, "Hello?", actor=shop.actor)
        assert claimed(shop) == []
        assert (deliveries(shop)[1].state, deliveries(shop)[1].code) == ("refused", "undeliverable")


class TestDeath:
    def test_what_was_claimed_waits_again(self, shop: Shop) -> None:
        found = received(account(shop))
        write_message(found.conversation_id, "Hello", actor=shop.actor)
        assert len(claimed(shop)) == 1
        assert sending.recover(shop.tenant_id, "email") == {"waiting": 1, "uncertain": 0}
        assert len(claimed(shop)) == 1

    def test_an_answer_being_sent_is_sent_again_under_the_same_reference(self, shop: Shop) -> None:
        found = received(account(shop))
        write_message(found.conversation_id, "Hello", actor=shop.actor)
        first = handed_over(shop)
        sending.recover(shop.tenant_id, "email")
        assert handed_over(shop) == first
        states = [one["state"] for one in facts_of(shop.tenant_id, "delivery.settled.v1")]
        assert states == ["uncertain"]

    def test_what_advertises_is_left_for_a_person(self, shop: Shop) -> None:
        _advertise(shop)
        handed_over(shop)
        assert sending.recover(shop.tenant_id, "email") == {"waiting": 0, "uncertain": 1}
        assert (deliveries(shop)[0].state, claimed(shop)) == ("uncertain", [])


class TestMayWe:
    def test_nothing_advertises_without_consent(self, shop: Shop) -> None:
        _advertise(shop, agreed=False)
        assert claimed(shop) == []
        assert (deliveries(shop)[0].state, deliveries(shop)[0].code) == ("refused", "no-consent")

    def test_consent_withdrawn_after_writing_counts(self, shop: Shop) -> None:
        party_id = _advertise(shop)
        _agree(shop, party_id, given=False)
        assert claimed(shop) == []
        assert deliveries(shop)[0].code == "withdrawn"

    def test_a_full_hour_waits(self, shop: Shop) -> None:
        place = account(shop, hourly=1)
        for name in ("1", "2"):
            found = received(place, name)
            write_message(found.conversation_id, "Hello", actor=shop.actor)
        assert len(claimed(shop)) == 1
        assert claimed(shop) == []
        assert sorted(one.state for one in deliveries(shop)) == ["claimed", "waiting"]


class TestReports:
    @pytest.mark.parametrize("order", list(permutations(("sent", "delivered", "read", "failed"))))
    def test_lead_forward_in_any_order(self, shop: Shop, order: tuple[str, ...]) -> None:
        place = account(shop)
        write_message(received(place).conversation_id, "Hello", actor=shop.actor)
        out = handed_over(shop)
        for state in order:
            assert take_report(place, Report(STATES[state], timezone.now(), token=out.token))
        assert deliveries(shop)[0].state == "read"

    def test_an_early_one_is_kept_until_the_id_is_known(self, shop: Shop) -> None:
        place = account(shop)
        write_message(received(place).conversation_id, "Hello", actor=shop.actor)
        out = handed_over(shop)
        assert not take_report(place, Report("delivered", timezone.now(), external_id="x"))
        sending.note_outcome(shop.tenant_id, out.id, Accepted(("x",)))
        assert deliveries(shop)[0].state == "delivered"

    def test_a_dead_address_is_remembered(self, shop: Shop) -> None:
        place = account(shop)
        write_message(received(place).conversation_id, "Hello", actor=shop.actor)
        out = handed_over(shop)
        sending.note_outcome(shop.tenant_id, out.id, Accepted())
        take_report(place, Report("failed", timezone.now(), token=out.token, code="5.1.1", permanent=True))
        with as_tenant(shop.tenant_id):
            assert [one.address for one in Undeliverable.objects.all()] == ["ada@example.org"]


def _advertise(shop: Shop, *, agreed: bool = True) -> UUID:
    ada = enter(shop, "Ada", "ada@example.org")
    if agreed:
        _agree(shop, ada.id)
    place = account(shop)
    begin_conversation(ada.id, place.id, "ada@example.org", "New tea", purpose="newsletter", actor=shop.actor)
    return ada.id


def _agree(shop: Shop, party_id: UUID, *, given: bool = True) -> None:
    record_consent(ConsentDraft(party_id, "newsletter", "email", given), actor=shop.actor)


class TestLeaving:
    def test_one_click_ends_what_advertises_and_only_that(self, shop: Shop, client: Client) -> None:
        _advertise(shop)
        token = deliveries(shop)[0].token
        assert b"ada@example.org" in client.get(f"/leave/{token}").content
        for _twice in range(2):
            assert client.post(f"/leave/{token}", {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert claimed(shop) == []
        assert deliveries(shop)[0].code == "withdrawn"
        assert len(facts_of(shop.tenant_id, "consent.withdrawn.v1")) == 1
        assert client.get("/leave/none").status_code == 404
