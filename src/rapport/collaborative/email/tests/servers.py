"""Servers of e-mail for tests: one far away that gets letters, and ours that letters are handed in to."""

import asyncio
import smtplib
import socket
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, TypeVar

from aiosmtpd.controller import Controller

from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.email.operations import smtp_in

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


@contextmanager
def far_server(port: int = 0) -> Iterator[FarServer]:
    """Have a far server listen on a port, 0 a free one; the house must be given leave to call it."""
    handler = FarServer()
    with socket.create_server((HOST, port)) as probe:
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname=HOST, port=handler.port, ready_timeout=60)  # busy machines
    controller.start()
    yield handler
    controller.stop()


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run in a thread of its own: where a browser has been driven, this one has a running loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


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
