"""The adapter over real connections: letters handed to us, letters handed to a server of another make."""

import asyncio
import smtplib
import socket
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any, TypeVar

import dkim as reference
import pytest
from aiosmtpd.controller import Controller
from tests.house import Shop

from rapport.collaborative.delivery.api import list_messages, write_message
from rapport.collaborative.delivery.contracts import Accepted, AccountState, Outbound, Retry, Unacceptable
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.tests.post import account, deliveries, handed_over, received
from rapport.collaborative.email.operations import smtp_in
from rapport.collaborative.email.rules.dkim import dns_record, make_key
from rapport.collaborative.email.transports.email import EmailAdapter
from rapport.kernel.errors import RapportError
from rapport.kernel.tenancy.api import as_tenant

Result = TypeVar("Result")
HOST = "127.0.0.1"


class FarServer:
    """A mail server that keeps what it gets, and refuses whom it is told to."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, list[str], bytes]] = []
        self.refusals: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.kept.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 2.0.0 queued as 7"


@pytest.fixture
def far(settings: Any) -> Iterator[FarServer]:
    """A far server, and the house's leave to call it."""
    handler = FarServer()
    with socket.create_server((HOST, 0)) as probe:
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname=HOST, port=handler.port)
    controller.start()
    settings.CALLS_INSIDE = frozenset({(HOST, handler.port)})
    yield handler
    controller.stop()


def connected(shop: Shop, far: FarServer, **secrets: str) -> AccountState:
    values = {"smtp_host": HOST, "smtp_port": far.port, "smtp_security": "none", "plus": True}
    if secrets:
        values |= {"dkim_domain": "shop.example", "dkim_selector": "r"}
    return account(shop, settings=values, secrets=secrets)


def answered(shop: Shop, place: AccountState) -> Outbound:
    write_message(received(place).conversation_id, "It comes today.", actor=shop.actor)
    return handed_over(shop)


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run in a thread of its own: where a browser has been driven, this one has a running loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def send(place: AccountState, out: Outbound) -> Accepted:
    return run_apart(EmailAdapter().send(place, out))


class TestOut:
    def test_a_letter_arrives_signed_and_its_bounces_have_an_address(
        self, shop: Shop, far: FarServer
    ) -> None:
        key = make_key()
        place = connected(shop, far, dkim_key=key)
        out = answered(shop, place)
        accepted = send(place, out)
        sending.note_outcome(shop.tenant_id, out.id, accepted)
        ((path, to, raw),) = far.kept
        assert (path, to) == (f"help+b{out.token}@shop.example", ["ada@example.org"])
        assert message_from_bytes(raw)["In-Reply-To"] == "<1@example.org>"
        record = dns_record(key).encode()
        assert reference.verify(raw, dnsfunc=lambda *_args, **_more: record)
        assert (deliveries(shop)[0].state, deliveries(shop)[0].external_id) == ("sent", "2.0.0 queued as 7")

    @pytest.mark.parametrize(
        ("said", "kind", "code"),
        [("550 5.1.1 nobody", Unacceptable, "5.1.1"), ("451 4.7.1 greylisted", Retry, "4.7.1")],
    )
    def test_a_refusal_is_told_from_a_delay(
        self, shop: Shop, far: FarServer, said: str, kind: type[RapportError], code: str
    ) -> None:
        place = connected(shop, far)
        far.refusals["ada@example.org"] = said
        with pytest.raises(kind) as refusal:
            send(place, answered(shop, place))
        assert refusal.value.code == code

    def test_a_server_that_is_away_or_inside_the_house_is_tried_later(
        self, shop: Shop, far: FarServer, settings: Any
    ) -> None:
        place = connected(shop, far)
        out = answered(shop, place)
        settings.CALLS_INSIDE = frozenset()
        with pytest.raises(Retry):
            send(place, out)
        assert far.kept == []


def with_listener(act: Callable[[int], Coroutine[Any, Any, Any]]) -> Any:
    """Listen as the channel's process does while `act` works against the port."""

    async def run() -> Any:
        server = await smtp_in.listen(HOST, 0, Desk("email"))
        try:
            return await act(server.sockets[0].getsockname()[1])
        finally:
            server.close()

    return run_apart(run())


def hand_in(to: str, text: str = "Where is it?", **head: str) -> Any:
    """Hand a letter in as a mail server does; returns what it refused, or the code of its refusal."""
    letter = EmailMessage()
    for name, value in {"From": "Ada <ada@example.org>", "Subject": "Tea", **head}.items():
        letter[name] = value
    letter.set_content(text)

    def talk(port: int) -> Any:
        with smtplib.SMTP(HOST, port, timeout=60) as client:
            try:
                return client.send_message(letter, "ada@example.org", [to])
            except smtplib.SMTPResponseException as refusal:
                return refusal.smtp_code
            except smtplib.SMTPRecipientsRefused as refusal:
                return refusal.recipients[to][0]

    return with_listener(lambda port: asyncio.to_thread(talk, port))


class TestIn:
    def test_what_was_answered_with_250_is_committed(self, shop: Shop) -> None:
        place = account(shop)
        assert hand_in(f"{place.door}@in.example") == {}
        with as_tenant(shop.tenant_id):
            thread = Conversation.objects.get()
            (said,) = list_messages(thread.id, actor=shop.actor)
        assert (thread.subject, thread.match, said.text) == ("Tea", "new", "Where is it?")

    def test_nothing_is_carried_for_strangers(self, shop: Shop) -> None:
        account(shop)
        assert hand_in("somebody@else.example") == 550

    def test_what_cannot_be_kept_is_left_to_the_other_side(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = account(shop)

        async def broken(*_values: Any) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(Desk, "take", broken)
        assert hand_in(f"{place.door}@in.example") == 451
