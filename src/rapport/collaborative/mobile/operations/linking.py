"""A link at work: bound again whenever it broke, as fast as it may, knowing how far each message came."""

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from django.conf import settings as house
from django.utils import timezone

from rapport.collaborative.delivery.contracts import Retry, Unacceptable
from rapport.collaborative.mobile.contracts import LinkState
from rapport.collaborative.mobile.operations.session import NEVER, NOT_NOW, OK, Session
from rapport.collaborative.mobile.rules import pdu, statuses
from rapport.collaborative.mobile.rules.pdu import Broken, Pdu, ShortMessage
from rapport.collaborative.mobile.rules.receipts import answered_name
from rapport.kernel.doors.api import Refused, resolve_public
from rapport.kernel.errors import Upstream

LONGEST_PAUSE = 60.0
AHEAD = 4
"""Windows of messages that are taken on: while one is on the line, what becomes of others is committed."""
THROTTLED_PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0)
log = structlog.get_logger(__name__)


class Link:
    """Holds its sessions bound, hands messages over, and gives what comes to `take`."""

    def __init__(
        self, state: LinkState, take: Callable[["Link", ShortMessage, str], Awaitable[None]]
    ) -> None:
        self.state, self.take = state, take
        self.sessions: dict[int, Session] = {}
        self.trouble = "not yet bound"
        self.bound_at = timezone.now()
        self.room = asyncio.Semaphore(state.window)
        self.slot = 0.0
        self.held_until = 0.0
        self.tasks = [asyncio.create_task(self._keep(kind)) for kind in _BINDS[state.bind]]

    @property
    def sender(self) -> Session | None:
        """The session that sends, where one is bound."""
        return next((one for kind, one in self.sessions.items() if kind in _SENDING and one.alive), None)

    @property
    def window(self) -> int:
        """How many messages it takes on at once; 0 while it is away or asked us to wait.

        No more than leave within a second or so: what is taken on when it dies is in doubt.
        """
        if self.sender is None or time.monotonic() < self.held_until:
            return 0
        most = AHEAD * self.state.window
        return min(most, self.state.per_second or most)

    @property
    def sends(self) -> bool:
        """Whether it is one that sends."""
        return self.state.bind != "receiver"

    async def submit(self, message: ShortMessage) -> str:
        """Hand one message over; returns its id. Raises `Retry`, `Unacceptable`; else nobody knows."""
        body = pdu.write_short(message)
        for pause in (*THROTTLED_PAUSES, None):
            answer = await self._ask(body)
            if answer.status == OK:
                return answered_name(pdu.read_id(answer.body), self.state.ids)
            if answer.status not in statuses.BUSY or pause is None:
                raise _refusal(answer.status)
            self.held_until = time.monotonic() + pause
            await asyncio.sleep(pause)
        raise RuntimeError("The last pause ends the loop.")

    async def _ask(self, body: bytes) -> Pdu:
        async with self.room:
            await self._wait_for_slot()
            session = self.sender
            if session is None:
                raise Retry("The link is not bound.", code="away")
            return await session.ask(pdu.SUBMIT, body)

    async def _wait_for_slot(self) -> None:
        if not self.state.per_second:
            return
        self.slot = max(self.slot + 1 / self.state.per_second, time.monotonic())
        await asyncio.sleep(self.slot - time.monotonic())

    async def _keep(self, kind: int) -> None:
        """Bind, work, and bind again: soon after a break, ever later while the other side is away."""
        pause = 1.0
        while True:
            try:
                session = await self._bind(kind)
            except (Refused, Upstream, OSError, TimeoutError) as error:
                self.trouble = str(error) or type(error).__name__
            else:
                pause, self.trouble = 1.0, ""
                self.trouble = await session.closed
                self.sessions.pop(kind, None)
            log.warning("a link is not bound", link=str(self.state.id), reason=self.trouble)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _bind(self, kind: int) -> Session:
        state = self.state
        sock = await _open_socket(state.host, state.port)
        tls = ssl.create_default_context() if state.security == "tls" else None
        _, session = await asyncio.get_running_loop().create_connection(
            lambda: Session(self._handle), sock=sock, ssl=tls, server_hostname=state.host if tls else None
        )
        try:
            answer = await session.ask(
                kind, pdu.write_bind(state.system_id, state.password, state.system_type)
            )
        except BaseException:
            session.end("it did not bind")
            raise
        if answer.status != OK:
            session.end("it did not bind")
            raise ConnectionError(f"The other side refused the bind: {statuses.name_of(answer.status)}")
        self.bound_at = timezone.now()
        self.sessions[kind] = session
        session.watch_over()
        return session

    async def _handle(self, one: Pdu) -> int:
        """Answer that it is kept once it is; that it never will be, where it is no message."""
        try:
            message = (pdu.read_data if one.command == pdu.DATA else pdu.read_short)(one.body)
        except Broken as error:
            log.warning("a message that is none", link=str(self.state.id), reason=str(error))
            return NEVER
        try:
            await self.take(self, message, f"{one.sequence:x}")
        except Exception as error:
            log.warning("a message was not kept", link=str(self.state.id), error=repr(error))
            return NOT_NOW
        return OK

    async def stop(self) -> None:
        """Unbind and bind no more."""
        for task in self.tasks:
            task.cancel()
        for session in list(self.sessions.values()):
            await session.leave()


def _refusal(status: int) -> Retry | Unacceptable:
    name = statuses.name_of(status)
    if status in statuses.BUSY:
        return Retry(name, code=name, wait=timedelta(minutes=1))
    if status in statuses.PASSING:
        return Retry(name, code=name)
    return Unacceptable(name, code=name, dead=status in statuses.DEAD)


async def _open_socket(host: str, port: int) -> socket.socket:
    """Connect to a host that somebody typed, once it is found to be public."""
    address = await asyncio.to_thread(resolve_public, host, port, opened=house.CALLS_INSIDE)
    sock = await asyncio.to_thread(socket.create_connection, (address, port), 30.0)
    sock.setblocking(False)
    return sock


_SENDING = (pdu.BIND_TRANSCEIVER, pdu.BIND_TRANSMITTER)
_BINDS = {
    "transceiver": (pdu.BIND_TRANSCEIVER,),
    "transmitter": (pdu.BIND_TRANSMITTER,),
    "receiver": (pdu.BIND_RECEIVER,),
    "pair": (pdu.BIND_TRANSMITTER, pdu.BIND_RECEIVER),
}
