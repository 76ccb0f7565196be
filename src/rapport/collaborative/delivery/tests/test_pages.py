"""Pages of conversations: the list, one of them, the answer, a stranger's hypertext behind bars."""

from typing import Any

from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.contracts import InFile
from rapport.collaborative.delivery.tests.post import account, deliveries, received, thread

PIXEL = bytes.fromhex("89504e470d0a1a0a")
HTML = '<p>Hello <img src="https://spy.example/a.png" alt=""><img src="cid:logo" alt=""></p>'


def test_what_came_is_listed_read_and_answered(shop: Shop, signed_in: Client) -> None:
    found = received(account(shop))
    assert "Where is my tea?" in signed_in.get("/conversations").content.decode()
    here = f"/conversations/{found.conversation_id}"
    page = signed_in.get(here)
    assert "It has not come." in page.content.decode()
    assert page.headers["Content-Security-Policy"].endswith("frame-src 'self'")
    assert signed_in.post(f"{here}/answer", {"text": " "}).status_code == 422
    assert signed_in.post(f"{here}/answer", {"text": "It comes today."}).status_code == 302
    assert "It comes today." in signed_in.get(here).content.decode()
    assert [one.state for one in deliveries(shop)] == ["waiting"]


def test_a_strangers_pictures_are_shown_when_asked_for(shop: Shop, signed_in: Client) -> None:
    files = (InFile("logo.png", "image/png", PIXEL, "logo"),)
    found = received(account(shop), html=HTML, files=files)
    body = f"/conversations/{found.conversation_id}/messages/{found.message_id}/body"
    shut, opened = signed_in.get(body), signed_in.get(f"{body}?pictures=1")
    assert b"spy.example" not in shut.content
    assert b"data:image/png;base64," in shut.content
    assert b"https://spy.example/a.png" in opened.content
    policy = shut.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "https:" not in policy
    file = signed_in.get(f"/conversations/{found.conversation_id}/messages/{found.message_id}/files/0")
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_page_costs_the_same_however_long(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    place = account(shop)
    found = received(place)
    for name in ("2", "3", "4", "5"):
        received(place, name, references=("<1@example.org>",), files=(InFile("a.txt", "text/plain", b"a"),))
    with django_assert_max_num_queries(22):
        signed_in.get(f"/conversations/{found.conversation_id}")
    assert thread(shop, found.conversation_id).messages == 5
