"""The door of widgets: whose page, how often, how large; what is left while nobody is in."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from tests.house import Shop

from rapport.collaborative.chat.contracts import Asked
from rapport.collaborative.chat.http import door
from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.chat.operations.guarding import RATES
from rapport.collaborative.chat.operations.signs import note_seen, note_typing, presence_of
from rapport.collaborative.chat.operations.taking import take_posted
from rapport.collaborative.chat.operations.widgets import is_open
from rapport.collaborative.chat.queries.lines import load_lines
from rapport.collaborative.chat.queries.visitors import find_visitor
from rapport.collaborative.chat.tests.widgets import NIGHT, TOKEN, carry, said, widget
from rapport.collaborative.delivery.api import write_message
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.models import Conversation, Message
from rapport.collaborative.delivery.tests.post import account, deliveries
from rapport.kernel.rest.api import Guard
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(databases="__all__")
SHOP = "https://shop.example"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "guard", Guard(RATES))


def asked(place: AccountState, what: str = "messages", *, more: bytes = b"", **values: Any) -> Asked:
    told = {"token": TOKEN, "id": "m" * 16, "text": "Hello", **values}
    return Asked(
        method="POST",
        path=f"/chat/{place.door}/{what}",
        query={},
        origin=SHOP,
        own="http://here",
        guest="192.0.2.1",
        body=json.dumps(told).encode() + more,
    )


def status(call: Any, given: Asked) -> int:
    try:
        call(given)
    except door.Refusal as refusal:
        return refusal.status
    return 200


def test_only_sites_that_were_named_show_it(shop: Shop) -> None:
    assert status(door.describe, asked(widget(shop, origins=SHOP))) == 200


def test_another_site_and_another_door_are_refused(shop: Shop) -> None:
    place = widget(shop, origins="https://other.example")
    assert status(door.read_posted, asked(place)) == 403
    assert status(door.read_posted, replace(asked(place), path="/chat/nothing/messages")) == 404
    assert status(door.read_posted, replace(asked(place), origin="http://here")) == 200


@pytest.mark.parametrize(
    "values", [{"token": "short"}, {"id": "1"}, {"text": "  "}, {"text": "x" * 4001}, {"token": 7}]
)
def test_what_no_widget_sends_is_refused(shop: Shop, values: dict[str, Any]) -> None:
    assert status(door.read_posted, asked(widget(shop), **values)) == 400


def test_whoever_writes_too_fast_waits(shop: Shop) -> None:
    place = widget(shop)
    said_so = [status(door.read_posted, asked(place)) for _ in range(31)]
    assert said_so == [200] * 30 + [429]


def test_a_letter_becomes_a_conversation_by_email(shop: Shop) -> None:
    answering = account(shop, "help@shop.example")
    place = widget(shop, email_account=str(answering.id))
    letter = asked(place, "letters", text="Where is my tea?\nIt has not come.", email="Ada@example.org")
    for _ in range(2):
        assert door.take_letter(letter).status == 204
    with as_tenant(shop.tenant_id):
        row = Conversation.objects.get()
    assert (row.channel, row.peer, row.subject, row.messages) == (
        "email",
        "ada@example.org",
        "Where is my tea?",
        1,
    )
    assert status(door.take_letter, asked(place, "letters", email="nobody")) == 422


def test_a_chat_comes_by_email_once_a_person_has_answered(shop: Shop) -> None:
    place = widget(shop, email_account=str(account(shop, "help@shop.example").id))
    wanted = asked(place, "copies", email="Ada@example.org")
    assert status(door.send_copy, wanted) == 404
    said(place, "Is the green tea in?")
    assert status(door.send_copy, wanted) == 422
    with as_tenant(shop.tenant_id):
        thread = Conversation.objects.get()
    write_message(thread.id, "Since this morning.", actor=shop.actor)
    carry(shop)
    assert status(door.send_copy, asked(place, "copies", email="nobody")) == 422
    assert door.send_copy(wanted).status == 204
    assert status(door.send_copy, wanted) == 422, "not again within minutes"
    with as_tenant(shop.tenant_id):
        letter = Message.objects.get(direction="out", account__channel="email")
        begun = Conversation.objects.get(id=letter.conversation_id)
    assert (begun.peer, begun.state, letter.subject) == (
        "ada@example.org",
        "closed",
        "Our chat: Tea and light",
    )
    assert re.search(r"\d\d:\d\d You: Is the green tea in\?\n\d\d:\d\d Ada .*: Since", letter.text)


def test_a_file_comes_in_and_goes_out_by_its_pass(shop: Shop) -> None:
    place = widget(shop)
    given = asked(place, "files", more=b"\nreceipt", text="receipt.txt")
    (kept,) = take_posted([door.read_file_posted(given)])
    (line,) = load_lines(shop.tenant_id, {kept.visitor_id: 0})[kept.visitor_id]
    assert [one[1] for one in line.files] == ["receipt.txt"]
    event = json.loads(door.line_event(line).partition(b"data: ")[2])
    shown = event["files"][0][-1]
    reply = door.give_file(asked(place, f"files/{shown}"))
    assert reply.body == b"receipt"
    assert status(door.give_file, asked(place, f"files/{shown[:-1]}x")) == 404


def test_what_was_seen_is_read_and_writing_is_shown(shop: Shop) -> None:
    place = widget(shop)
    said(place)
    visitor = find_visitor(place, TOKEN)
    assert visitor is not None
    with as_tenant(shop.tenant_id):
        thread = Conversation.objects.get()
        assert presence_of(visitor.address) == "gone"
    write_message(thread.id, "Good morning.", actor=shop.actor)
    carry(shop)
    note_typing(place, visitor)
    assert note_seen(place, visitor, 9) == 1
    assert note_seen(place, visitor, 9) == 0
    assert [one.state for one in deliveries(shop)] == ["read"]
    with as_tenant(shop.tenant_id):
        assert presence_of(visitor.address) == "writing"
        assert ChatVisitor.objects.get().lines == 2


def test_hours_are_those_of_the_business(shop: Shop) -> None:
    assert is_open(widget(shop), NIGHT)
    assert not is_open(account(shop, "night", channel="chat", settings={"hours": "business"}), NIGHT)
