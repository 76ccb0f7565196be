"""Conversations put together, taken apart, given to another customer: nothing is lost, and each way back."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.api import list_messages, write_message
from rapport.collaborative.delivery.tests.post import account, received, thread
from rapport.collaborative.inbox.operations.moving import merge_threads, split_thread, take_move_back
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import list_touches
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

SAME = ("<1@example.org>",)
"""What a letter answers that belongs to the first one's conversation."""


def test_what_was_said_goes_along_and_comes_back(shop: Shop) -> None:
    place = account(shop)
    one, other = (received(place, name, sender=f"{name}@example.org") for name in ("1", "2"))
    write_message(one.conversation_id, "It comes today.", actor=shop.actor)
    moved = merge_threads(one.conversation_id, other.conversation_id, actor=shop.actor)
    assert moved.messages == 2
    source, target = (thread(shop, each.conversation_id) for each in (one, other))
    assert (source.state, source.messages, source.waiting_since) == ("merged", 0, None)
    assert (target.state, target.messages) == ("open", 3)
    with pytest.raises(Clash):
        write_message(one.conversation_id, "Nobody hears this", actor=shop.actor)
    take_move_back(one.conversation_id, moved.id, actor=shop.actor)
    source, target = (thread(shop, each.conversation_id) for each in (one, other))
    assert (source.state, source.messages, target.messages) == ("open", 2, 1)
    with pytest.raises(Clash):
        take_move_back(one.conversation_id, moved.id, actor=shop.actor)


def test_a_conversation_is_parted_where_another_matter_begins(shop: Shop) -> None:
    place = account(shop)
    found = received(place)
    second = received(place, "2", text="And another thing", references=SAME)
    received(place, "3", text="And more of it", references=SAME)
    assert second.conversation_id == found.conversation_id
    moved = split_thread(found.conversation_id, second.message_id, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        beside = list_messages(moved.target_id, actor=shop.actor)
    assert [one.text for one in beside] == ["And another thing", "And more of it"]
    row = thread(shop, moved.target_id)
    assert row.party_id == thread(shop, found.conversation_id).party_id
    assert row.waiting_since == beside[0].at
    take_move_back(found.conversation_id, moved.id, actor=shop.actor)
    assert thread(shop, found.conversation_id).messages == 3


def test_what_makes_no_sense_is_refused_and_changes_nothing(shop: Shop, other_shop: Shop) -> None:
    place = account(shop)
    found = received(place)
    elsewhere = received(account(shop, "sales@shop.example"), "2")
    foreign = received(account(other_shop), "3")
    refusals: tuple[tuple[Callable[[], object], type[Exception]], ...] = (
        (lambda: merge_threads(found.conversation_id, elsewhere.conversation_id, actor=shop.actor), Clash),
        (lambda: merge_threads(found.conversation_id, found.conversation_id, actor=shop.actor), Clash),
        (lambda: merge_threads(found.conversation_id, foreign.conversation_id, actor=shop.actor), Missing),
        (lambda: split_thread(found.conversation_id, found.message_id, actor=shop.actor), Clash),
        (lambda: split_thread(found.conversation_id, foreign.message_id, actor=shop.actor), Missing),
        (lambda: take_move_back(found.conversation_id, new_id(), actor=shop.actor), Missing),
    )
    for refused, error in refusals:
        with pytest.raises(error):
            refused()
    row = thread(shop, found.conversation_id)
    assert (row.state, row.messages) == ("open", 1)


def test_by_buttons_and_by_programs(shop: Shop, signed_in: Client, api: ApiCaller) -> None:
    place = account(shop)
    found = received(place)
    second = received(place, "2", references=SAME)
    here = f"/conversations/{found.conversation_id}"
    parted = signed_in.post(f"{here}/messages/{second.message_id}/split")
    other = parted["Location"].rpartition("/")[2]
    assert f'value="{other}"' in signed_in.get(here).content.decode()
    gone = signed_in.post(f"/conversations/{other}/merge", {"into": str(found.conversation_id)})
    assert gone["Location"] == here
    assert "Move it back" in signed_in.get(f"/conversations/{other}").content.decode()
    made = api.post(f"{here}/split", {"message_id": str(second.message_id)})
    assert (made.status_code, made.json()["messages"]) == (201, 1)
    assert api.post(f"{here}/moves/{made.json()['id']}/undo").json()["kind"] == "split"
    assert api.post(f"{here}/split", {"message_id": str(found.message_id)}).status_code == 409
    assert api.post(f"{here}/merge", {"into": str(new_id())}).status_code == 404


def test_a_stranger_turns_out_to_be_somebody(shop: Shop, signed_in: Client, api: ApiCaller) -> None:
    found = received(account(shop))
    here = f"/conversations/{found.conversation_id}"
    ada = enter(shop, "Ada Lovelace")
    offered = signed_in.get(f"{here}/whose/found?customer_q=Ada", headers={"hx-request": "true"})
    assert str(ada.id) in offered.content.decode()
    signed_in.post(f"{here}/whose", {"party_id": str(ada.id)})
    row = thread(shop, found.conversation_id)
    assert (row.party_id, row.match) == (ada.id, "known")
    with as_tenant(shop.tenant_id):
        assert "message.received" in {one.kind for one in list_touches(ada.id, actor=shop.actor).lines}
    assert api.call("put", f"{here}/customer", {"customer_id": str(new_id())}).status_code == 404
    assert api.call("put", f"{here}/customer", {"customer_id": None}).json()["match"] == "none"
    with as_tenant(shop.tenant_id):
        assert list_touches(ada.id, actor=shop.actor).lines == ()
