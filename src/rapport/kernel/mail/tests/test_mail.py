"""Letters leave after the commit, in the reader's language, once; and without a server they are kept."""

import email
import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import timezone

from rapport.kernel.mail import operations
from rapport.kernel.mail.api import Button, Letter, deliver_due, list_mail, send_letter
from rapport.kernel.mail.models import Outgoing
from rapport.kernel.mail.rules import ATTEMPTS, one_line

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
LETTER = Letter("Welcome", ("Good day.", "<b>Click</b>"), Button("Join", "https://crm.example/join?a=1&b=2"))


class Sink:
    """A mail server that keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.refusing = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusing:
            return "451 later please"
        parsed = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        self.received.append(parsed)
        return "250 OK"


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    handler = Sink()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    monkeypatch.setenv("RAPPORT_SMTP_URL", f"smtp+plain://127.0.0.1:{port}")
    monkeypatch.setattr(operations, "_deliver_apart", operations.deliver)
    yield handler
    controller.stop()


def test_a_letter_arrives_as_text_and_html(sink: Sink) -> None:
    send_letter(LETTER, "ada@shop.example", locale="zh-hans")
    (letter,) = sink.received
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "https://crm.example/join?a=1&b=2" in text.get_content()
    assert "&lt;b&gt;Click&lt;/b&gt;" in html.get_content()
    assert 'lang="zh-hans"' in html.get_content()
    assert letter["To"] == "ada@shop.example"


def test_nothing_leaves_when_the_transaction_is_taken_back(sink: Sink) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(using="accounts"):
        send_letter(LETTER, "ada@shop.example")
        _ = 1 / 0
    deliver_due()
    assert sink.received == []


def test_a_refused_letter_is_tried_again_and_then_given_up(sink: Sink) -> None:
    sink.refusing = True
    mail_id = send_letter(LETTER, "ada@shop.example")
    for _ in range(ATTEMPTS + 2):
        Outgoing.objects.filter(id=mail_id).update(due_at=timezone.now() - timedelta(hours=1))
        deliver_due()
    row = Outgoing.objects.get(id=mail_id)
    assert (row.status, row.attempts) == ("failed", ATTEMPTS)
    assert "later please" in row.error


def test_a_sent_letter_keeps_no_secret_and_is_not_sent_again(sink: Sink) -> None:
    mail_id = send_letter(LETTER, "ada@shop.example")
    operations.deliver(mail_id)
    row = Outgoing.objects.get(id=mail_id)
    assert (row.status, row.text, row.html, len(sink.received)) == ("sent", "", "", 1)


def test_without_a_server_letters_are_kept_for_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORT_SMTP_URL", raising=False)
    mail_id = send_letter(LETTER, "ada@shop.example")
    line = next(line for line in list_mail() if line.id == mail_id)
    assert line.status == "kept"
    assert re.search(r"https://crm.example/join\?a=1&b=2", line.text)


@pytest.mark.parametrize("text", ["a\r\nBcc: evil@example.com", "a\nb", "a\x00b", "a\u2028b"])
def test_headers_stay_on_one_line(text: str) -> None:
    assert one_line(text).isprintable()
    assert len(one_line(text).splitlines()) == 1
