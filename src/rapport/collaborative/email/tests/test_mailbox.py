"""Letters read from a mailbox of a real IMAP server: what waits, what comes, what cannot be read."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from imaplib import IMAP4
from pathlib import Path
from typing import Any

import pytest
from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.models import Message
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.tests.post import account
from rapport.collaborative.email.operations import imap_in
from rapport.collaborative.email.transports.email import EmailAdapter
from rapport.kernel.tenancy.api import as_tenant

HOST, USER, PASSWORD, WAIT = "127.0.0.1", "shop", "tea-and-light", 120.0


class Mailbox:
    """A mailbox at a server, into which others put letters."""

    def __init__(self, port: int) -> None:
        self.port = port

    def open(self) -> IMAP4:
        client = IMAP4(HOST, self.port)
        client.login(USER, PASSWORD)
        client.select("INBOX")
        return client

    def put(self, subject: str) -> None:
        head = f"From: Ada <ada@example.org>\r\nSubject: {subject}\r\nMessage-ID: <{subject}@a>"
        with self.open() as client:
            client.append("INBOX", "()", None, f"{head}\r\n\r\nHello".encode())

    def unseen(self) -> int:
        with self.open() as client:
            return len(client.uid("SEARCH", "UNSEEN")[1][0].split())


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A server of another make, and the house's leave to call it."""
    with socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
    program = Path(sys.executable).with_name("pymap")
    where = ["--no-tls", "--no-service", "admin", "--host", HOST, "--port", str(port)]
    who = ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    server = subprocess.Popen([program, *where, *who], stderr=subprocess.DEVNULL)
    settings.CALLS_INSIDE = frozenset({(HOST, port)})
    found = Mailbox(port)
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        with suppress(OSError):
            found.open().logout()
            break
    yield found
    server.kill()
    server.wait()


def connected(shop: Shop, mailbox: Mailbox, password: str = PASSWORD) -> AccountState:
    values = {"imap_host": HOST, "imap_port": mailbox.port, "imap_security": "none", "imap_user": USER}
    return account(shop, settings=values, secrets={"imap_password": password})


def subjects(shop: Shop) -> set[str]:
    with as_tenant(shop.tenant_id):
        return set(Message.objects.values_list("subject", flat=True))


def while_reading(place: AccountState, act: Callable[[EmailAdapter], Awaitable[None]]) -> None:
    """Read the mailbox as the channel's process does, while `act` looks on."""

    async def run() -> None:
        adapter = EmailAdapter()
        await adapter.serve([place], Desk("email"))
        try:
            await act(adapter)
        finally:
            await adapter.stop()

    # In a thread of its own: where a browser has been driven, this one has a running loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


async def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT
    while not await work(holds):
        assert time.monotonic() < end
        await asyncio.sleep(0.05)


class TestMailbox:
    def test_what_waits_and_what_comes_is_kept_then_marked_as_seen(
        self, shop: Shop, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(imap_in, "WAIT", 10 * WAIT)  # the server's own word must wake the reader
        mailbox.put("tea")

        async def act(adapter: EmailAdapter) -> None:
            await until(lambda: "tea" in subjects(shop))
            await until(lambda: mailbox.unseen() == 0)
            await asyncio.to_thread(mailbox.put, "lamp")
            await until(lambda: "lamp" in subjects(shop))
            await until(lambda: mailbox.unseen() == 0)

        while_reading(connected(shop, mailbox), act)

    def test_a_mailbox_that_lets_nobody_in_is_said_to(self, shop: Shop, mailbox: Mailbox) -> None:
        place = connected(shop, mailbox, password="another")

        async def act(adapter: EmailAdapter) -> None:
            await until(lambda: bool(adapter.health(place).receiving))

        while_reading(place, act)
        assert subjects(shop) == set()
