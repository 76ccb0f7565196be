"""Pages of the inbox: queues and list, a conversation with its customer, what its buttons do."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.contracts import InFile
from rapport.collaborative.delivery.tests.post import account, deliveries, received, thread

PART = {"HX-Request": "true"}
HTML = '<p>Hello <img src="https://spy.example/a.png" alt=""></p>'


@pytest.fixture
def here(shop: Shop) -> UUID:
    """A conversation that waits for an answer."""
    return received(account(shop), html=HTML, quoted="> We sent it.").conversation_id


def test_what_came_is_listed_read_and_answered(shop: Shop, signed_in: Client, here: UUID) -> None:
    page = signed_in.get("/inbox")
    assert "Where is my tea?" in page.content.decode()
    assert page.headers["Content-Security-Policy"].endswith("frame-src 'self'")
    at = f"/conversations/{here}"
    page = signed_in.get(at)
    assert "It has not come." in page.content.decode()
    assert b"spy.example" not in page.content
    assert page.headers["Content-Security-Policy"].endswith("frame-src 'self'")
    assert signed_in.post(f"{at}/answer", {"text": " "}).status_code == 422
    assert signed_in.post(f"{at}/answer", {"text": "It comes today."}).status_code == 302
    assert "It comes today." in signed_in.get(at).content.decode()
    assert [one.state for one in deliveries(shop)] == ["waiting"]
    assert "Ada Lovelace" in signed_in.get(f"{at}/customer", headers=PART).content.decode()


def test_buttons_take_give_put_off_tag_and_close(shop: Shop, signed_in: Client, here: UUID) -> None:
    at = f"/conversations/{here}"

    def press(what: str, **values: str) -> Any:
        answer = signed_in.post(f"{at}/{what}", values, headers=PART)
        assert answer.status_code == 204, answer.content
        assert "conversations-changed" in answer.headers["HX-Trigger"]
        return thread(shop, here)

    assert press("assign", to="me").assignee_id == shop.actor.member_id
    assert press("assign", to="nobody").assignee_id is None
    assert press("tags", tag="tea").tags == ["tea"]
    assert press("tags", tag="tea", off="1").tags == []
    assert press("snooze", **{"for": "4"}).snoozed_until is not None
    assert press("reopen").snoozed_until is None
    row = press("close")
    assert (row.state, row.waiting_since) == ("closed", None)
    assert press("reopen").state == "open"
    assert signed_in.post(f"{at}/assign", {"to": "member.nobody"}, headers=PART).status_code == 422
    assert signed_in.post(f"{at}/snooze", {"until": "never"}, headers=PART).status_code == 422


def test_the_queues_are_counted_and_lead_to_their_rows(shop: Shop, signed_in: Client, here: UUID) -> None:
    for queue, seen in (
        ("unassigned", True),
        ("us", True),
        ("review", True),
        ("mine", False),
        ("closed", False),
    ):
        page = signed_in.get(f"/inbox?queue={queue}").content.decode()
        assert ("Where is my tea?" in page) is seen, queue
    queues = signed_in.get("/inbox/queues?queue=us", headers=PART).content.decode()
    assert queues.count('<span class="pill">1</span>') == 3
    assert queues.count('aria-current="page"') == 1


def test_a_thread_costs_the_same_however_long(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    place = account(shop)
    found = received(place)
    for name in ("2", "3", "4", "5"):
        received(place, name, references=("<1@example.org>",), files=(InFile("a.txt", "text/plain", b"a"),))
    at = f"/conversations/{found.conversation_id}"
    for words in ("One", "Two", "Three"):
        assert signed_in.post(f"{at}/note", {"body": words}).status_code == 302
    with django_assert_max_num_queries(30):
        assert signed_in.get(at).status_code == 200
    with django_assert_max_num_queries(25):
        assert signed_in.get("/inbox").status_code == 200
    assert thread(shop, found.conversation_id).messages == 5


def test_a_draft_is_kept_and_comes_back_with_what_is_taken_back(
    shop: Shop, signed_in: Client, here: UUID
) -> None:
    at = f"/conversations/{here}"
    assert signed_in.post(f"{at}/draft", {"text": "Half a"}).status_code == 204
    assert "Half a</textarea>" in signed_in.get(at).content.decode()
    answer = signed_in.post(f"{at}/answer", {"text": "Half a word"}, headers=PART)
    assert answer.status_code == 200
    assert "Half a" not in answer.content.decode()
    (delivery,) = deliveries(shop)
    taken = signed_in.post(f"{at}/messages/{delivery.message_id}/withdraw", headers=PART)
    assert "Half a word</textarea>" in taken.content.decode()
    assert deliveries(shop) == []
    assert thread(shop, here).waiting_since is not None


def test_colleagues_see_who_is_there(shop: Shop, signed_in: Client, here: UUID, client_of: Any) -> None:
    at = f"/conversations/{here}"
    assert signed_in.post(f"{at}/present", {"doing": "typing"}).status_code == 204
    assert "is writing here" not in signed_in.get(at).content.decode()
    assert signed_in.post(f"{at}/present", {"doing": "gone"}).status_code == 204


def test_replies_rules_and_agents_have_their_pages(shop: Shop, signed_in: Client, here: UUID) -> None:
    text = "Dear {{first_name|friend}}, it comes. {{agent}}"
    made = signed_in.post("/settings/replies/new", {"name": "Coming", "shortcut": "/coming", "text": text})
    assert made.status_code == 302, made.content
    assert (
        signed_in.post("/settings/replies/new", {"name": "x", "shortcut": "x", "text": "{{no}}"}).status_code
        == 422
    )
    again = {"name": "Twice", "shortcut": "coming", "text": "x"}
    assert signed_in.post("/settings/replies/new", again).status_code == 422
    (offered,) = signed_in.get(f"/conversations/{here}/replies?q=com").json()["replies"]
    assert offered["text"].startswith("Dear Ada, it comes.")
    assert b"Coming" in signed_in.get("/settings/replies").content
    rule = {"name": "Letters", "position": "1", "condition": "channel:is:email", "active": "on"}
    assert signed_in.post("/settings/routing/new", rule).status_code == 302
    assert signed_in.post("/settings/routing/new", {**rule, "condition": "no:is:x"}).status_code == 422
    assert b"Letters" in signed_in.get("/settings/routing").content
    agent = f"/settings/agents/{shop.actor.member_id}"
    assert signed_in.post(agent, {"skills": "tea", "languages": "en, zh", "most": "5"}).status_code == 302
    assert b"en, zh" in signed_in.get(agent).content
    assert signed_in.post(agent, {"languages": "english", "most": "5"}).status_code == 422
