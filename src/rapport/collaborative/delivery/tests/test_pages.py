"""What came with a message: a stranger's hypertext behind bars, files as downloads."""

from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.contracts import InFile
from rapport.collaborative.delivery.tests.post import account, received

PIXEL = bytes.fromhex("89504e470d0a1a0a")
HTML = '<p>Hello <img src="https://spy.example/a.png" alt=""><img src="cid:logo" alt=""></p>'


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
