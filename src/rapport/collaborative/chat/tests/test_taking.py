"""What visitors write is kept once, in order, and belongs to whom it should."""

from typing import Any
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.chat.operations.blocking import block_visitor
from rapport.collaborative.chat.operations.signs import presence_of
from rapport.collaborative.chat.operations.taking import take_posted
from rapport.collaborative.chat.queries.lines import load_lines
from rapport.collaborative.chat.tests.widgets import carry, posted, said, widget
from rapport.collaborative.delivery.api import write_message
from rapport.collaborative.delivery.models import Conversation, Message
from rapport.collaborative.delivery.tests.post import deliveries, thread
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(databases="__all__")


def conversation(shop: Shop) -> Conversation:
    with as_tenant(shop.tenant_id):
        return Conversation.objects.get()


def texts(shop: Shop, visitor_id: UUID, after: int = 0) -> list[str]:
    return [one.text for one in load_lines(shop.tenant_id, {visitor_id: after})[visitor_id]]


def test_a_message_is_kept_once_however_often_it_comes(shop: Shop) -> None:
    place = widget(shop)
    first = said(place)
    assert first.number == 1
    assert said(place) == first
    both = take_posted([posted(place, "And?", "2"), posted(place, "And?", "2")])
    assert [one.number for one in both] == [2, 2]
    with as_tenant(shop.tenant_id):
        assert Message.objects.count() == 2
    row = conversation(shop)
    assert (row.channel, row.match, row.party_id, row.messages, row.preview) == (
        "chat",
        "none",
        None,
        2,
        "And?",
    )
    assert row.waiting_since is not None


def test_a_batch_of_many_visitors_costs_a_few_statements(
    shop: Shop, django_assert_max_num_queries: Any
) -> None:
    place = widget(shop)
    people = [f"{number:040}" for number in range(20)]
    take_posted([posted(place, token=one) for one in people])
    batch = [posted(place, f"Again {at}", str(at), token=people[at % 20]) for at in range(2, 62)]
    with django_assert_max_num_queries(50):
        kept = take_posted(batch)
    assert sorted({one.number for one in kept}) == [2, 3, 4]
    with as_tenant(shop.tenant_id):
        assert set(Conversation.objects.values_list("messages", flat=True)) == {4}


def test_an_answer_reaches_its_visitor_once(shop: Shop) -> None:
    place = widget(shop)
    kept = said(place)
    write_message(conversation(shop).id, "Good morning.", actor=shop.actor)
    assert texts(shop, kept.visitor_id) == ["Hello"]
    assert carry(shop) == 1
    assert carry(shop) == 0
    assert texts(shop, kept.visitor_id) == ["Hello", "Good morning."]
    assert texts(shop, kept.visitor_id, after=1) == ["Good morning."]
    assert [one.state for one in deliveries(shop)] == ["sent"]


def test_rules_answer_until_a_person_does(shop: Shop) -> None:
    place = widget(shop, answers="delivery, shipping = Within two days.\n送货，发货 = 两天内送达。")
    kept = said(place, "How long does delivery take?")
    carry(shop)
    assert texts(shop, kept.visitor_id) == ["How long does delivery take?", "Within two days."]
    assert conversation(shop).waiting_since is None
    said(place, "请问什么时候发货？", "2")
    write_message(conversation(shop).id, "I am here.", actor=shop.actor)
    said(place, "And shipping abroad?", "3")
    carry(shop)
    assert texts(shop, kept.visitor_id)[-3:] == ["And shipping abroad?", "两天内送达。", "I am here."]
    assert conversation(shop).waiting_since is not None


def test_whoever_wants_a_person_gets_no_rules(shop: Shop) -> None:
    place = widget(shop, answers="person = Use the rules.")
    said(place, "I would like to talk to a person.", person=True)
    assert conversation(shop).waiting_since is not None
    assert deliveries(shop) == []


def test_nothing_is_kept_of_who_was_blocked_until_they_may_again(shop: Shop) -> None:
    place = widget(shop)
    kept = said(place)
    with as_tenant(shop.tenant_id):
        block_visitor(kept.visitor_id.hex, True)
    other = "o" * 40
    refused, fresh = take_posted([posted(place, "Again", "2"), posted(place, "Hello", "3", token=other)])
    assert (refused.refused, fresh.refused, fresh.number) == (True, False, 1)
    assert said(place, "And again", "4").refused
    assert texts(shop, kept.visitor_id) == ["Hello"]
    with as_tenant(shop.tenant_id):
        assert presence_of(kept.visitor_id.hex) == "blocked"
        block_visitor(kept.visitor_id.hex, False)
    assert said(place, "Sorry", "5").number == 2


def test_an_address_somebody_gives_is_their_word(shop: Shop) -> None:
    place = widget(shop)
    kept = said(place)
    said(place, "I am Ada.", "2", email="Ada@Example.org", name="Ada Lovelace")
    row = conversation(shop)
    assert row.party_id is not None
    assert row.match == "claimed"
    with as_tenant(shop.tenant_id):
        visitor = ChatVisitor.objects.get(id=kept.visitor_id)
    assert (visitor.email, visitor.party_id, visitor.proved) == ("ada@example.org", row.party_id, False)
    assert thread(shop, row.id).messages == 2
