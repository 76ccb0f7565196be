"""What agents do with conversations: exact against each other, the channel and the customer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.delivery.api import list_messages, take_in, write_message
from rapport.collaborative.delivery.tests.post import account, claimed, deliveries, letter, received, thread
from rapport.collaborative.inbox.contracts import UNTIL_ANSWER
from rapport.collaborative.inbox.operations.answering import answer_thread, take_back
from rapport.collaborative.inbox.operations.working import (
    assign_thread,
    close_thread,
    snooze_thread,
    tag_thread,
)
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.timeline.api import list_touches
from rapport.kernel.errors import Clash, Conflict, Invalid, Missing, Unknown
from rapport.kernel.ids import new_id
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant


class TestTakingBack:
    def test_leaves_no_trace_where_nobody_began_to_send(self, shop: Shop) -> None:
        found = received(account(shop))
        line = answer_thread(found.conversation_id, "Wrong!", actor=shop.actor)
        assert claimed(shop) == []  # it waits for its seconds
        assert take_back(found.conversation_id, line.id, actor=shop.actor) == "Wrong!"
        row = thread(shop, found.conversation_id)
        assert (row.messages, row.waiting_since is not None, deliveries(shop)) == (1, True, [])
        with as_tenant(shop.tenant_id):
            assert row.party_id is not None
            touches = list_touches(row.party_id, actor=shop.actor).lines
        assert "message.sent" not in {one.kind for one in touches}
        assert len(facts_of(shop.tenant_id, "message.withdrawn.v1")) == 1

    def test_is_too_late_once_the_channel_has_it(self, shop: Shop) -> None:
        found = received(account(shop))
        line = write_message(found.conversation_id, "Hello", actor=shop.actor)
        assert len(claimed(shop)) == 1
        with pytest.raises(Clash):
            take_back(found.conversation_id, line.id, actor=shop.actor)
        assert [one.state for one in deliveries(shop)] == ["claimed"]

    def test_a_channel_finds_nothing_of_what_was_taken_back(self, shop: Shop) -> None:
        change_settings({"inbox.undo_seconds": 0}, actor=shop.actor)
        found = received(account(shop))
        line = answer_thread(found.conversation_id, "Hello", actor=shop.actor)
        take_back(found.conversation_id, line.id, actor=shop.actor)
        assert claimed(shop) == []


class TestPuttingOff:
    def test_ends_when_the_customer_writes(self, shop: Shop) -> None:
        place = account(shop)
        found = received(place)
        line = snooze_thread(found.conversation_id, None, actor=shop.actor)
        assert line.snoozed_until == UNTIL_ANSWER
        take_in(place, letter("2", references=("<1@example.org>",)))
        row = thread(shop, found.conversation_id)
        assert (row.snoozed_until, row.state, row.messages) == (None, "open", 2)

    def test_needs_a_moment_to_come(self, shop: Shop) -> None:
        found = received(account(shop))
        with pytest.raises(Invalid):
            snooze_thread(found.conversation_id, timezone.now() - timedelta(minutes=1), actor=shop.actor)


def test_a_closed_one_opens_again_with_what_the_customer_writes(shop: Shop) -> None:
    place = account(shop)
    found = received(place)
    close_thread(found.conversation_id, actor=shop.actor)
    take_in(place, letter("2", references=("<1@example.org>",)))
    row = thread(shop, found.conversation_id)
    assert (row.state, row.waiting_since is not None) == ("open", True)


def test_only_who_there_is_is_given_anything_and_nobody_overwrites_another(
    shop: Shop, other_shop: Shop
) -> None:
    found = received(account(shop))
    one = found.conversation_id
    for wrong in ({"member_id": new_id()}, {"team_id": new_id()}, {"member_id": other_shop.actor.member_id}):
        with pytest.raises(Unknown):
            assign_thread(one, **wrong, actor=shop.actor)
    with pytest.raises(Missing):
        close_thread(one, actor=other_shop.actor)
    line = assign_thread(one, member_id=shop.actor.member_id, actor=shop.actor)
    told = len(facts_of(shop.tenant_id, "conversation.changed.v1"))
    assign_thread(one, member_id=shop.actor.member_id, actor=shop.actor)
    assert len(facts_of(shop.tenant_id, "conversation.changed.v1")) == told  # nothing changed
    with pytest.raises(Conflict):
        tag_thread(one, ["tea"], version=line.version - 1, actor=shop.actor)
    with pytest.raises(Invalid):
        tag_thread(one, ["x" * 41], actor=shop.actor)
    with as_tenant(shop.tenant_id):
        assert [said.direction for said in list_messages(one, actor=shop.actor)] == ["in"]
