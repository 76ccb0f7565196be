"""One bound connection to a message centre: asks and answers of SMPP 3.4, whole or not at all."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress

from rapport.collaborative.mobile.rules import pdu
from rapport.collaborative.mobile.rules.pdu import Broken, Pdu

OK, UNKNOWN_COMMAND, BAD_LENGTH = 0x00, 0x03, 0x02
NOT_NOW, NEVER = 0x64, 0x65
"""What a message that comes is answered with where we cannot keep it now, and where it is none."""
AT_ONCE = 256
"""Messages taken in at a time: beyond that nothing more is read from the line."""
Handler = Callable[[Pdu], Awaitable[int]]


class Gone(ConnectionError):
    """The connection ended before an answer came: nobody knows what the other side did."""


class Session(asyncio.Protocol):
    """Asks have answers by their numbers; what the other side sends is answered once `handle` returned.

    `handle` returns the status to answer with. Silence of `patience` seconds after we asked whether the
    other side is there ends the connection; so does anything that is no unit of the protocol.
    """

    def __init__(self, handle: Handler, *, enquire: float = 30.0, patience: float = 30.0) -> None:
        self.handle, self.enquire, self.patience = handle, enquire, patience
        self.loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[str] = self.loop.create_future()
        self.buffer = bytearray()
        self.numbers = itertools.cycle(range(1, 0x7FFFFFFF))
        self.asked: dict[int, asyncio.Future[Pdu]] = {}
        self.taking: set[asyncio.Task[None]] = set()
        self.transport: asyncio.Transport | None = None
        self.waiting: list[bytes] = []
        self.heard_at = self.loop.time()
        self.watch: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("A session needs a stream.")
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits for an answer hears that none will come."""
        if self.watch is not None:
            self.watch.cancel()
        for one in self.asked.values():
            if not one.done():
                one.set_exception(Gone("The connection ended before an answer came."))
        self.asked.clear()
        if not self.closed.done():
            self.closed.set_result(str(exc) if exc else "the other side hung up")

    def data_received(self, data: bytes) -> None:
        """Take whole units as they come."""
        self.heard_at = self.loop.time()
        self.buffer += data
        try:
            for one in pdu.take_pdus(self.buffer):
                self._take(one)
        except Broken as error:
            self.answer(Pdu(pdu.NACK, BAD_LENGTH, 0))
            self.end(f"what came is no SMPP: {error}")

    def _take(self, one: Pdu) -> None:
        if one.command & pdu.RESPONSE:
            waiting = self.asked.pop(one.sequence, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(one)
        elif one.command in (pdu.DELIVER, pdu.DATA):
            task = self.loop.create_task(self._deliver(one))
            self.taking.add(task)
            task.add_done_callback(self._taken)
            if len(self.taking) >= AT_ONCE and self.transport is not None:
                self.transport.pause_reading()
        elif one.command == pdu.ENQUIRE:
            self.answer(Pdu(pdu.ENQUIRE | pdu.RESPONSE, OK, one.sequence))
        elif one.command == pdu.UNBIND:
            self.answer(Pdu(pdu.UNBIND | pdu.RESPONSE, OK, one.sequence))
            self.end("the other side unbound")
        else:
            self.answer(Pdu(pdu.NACK, UNKNOWN_COMMAND, one.sequence))

    async def _deliver(self, one: Pdu) -> None:
        status = NOT_NOW
        try:
            status = await self.handle(one)
        finally:
            self.answer(Pdu(one.command | pdu.RESPONSE, status, one.sequence, b"\0"))

    def _taken(self, task: asyncio.Task[None]) -> None:
        self.taking.discard(task)
        if not task.cancelled():
            task.exception()  # told by whoever handles it; the other side heard that it is not kept
        if len(self.taking) < AT_ONCE and self.transport is not None and not self.transport.is_closing():
            self.transport.resume_reading()

    @property
    def alive(self) -> bool:
        """Whether anything can be asked."""
        return self.transport is not None and not self.closed.done() and not self.transport.is_closing()

    def answer(self, one: Pdu) -> None:
        """Write a unit; those of one turn of the loop leave together."""
        if not self.alive:
            return
        if not self.waiting:
            self.loop.call_soon(self._flush)
        self.waiting.append(pdu.write_pdu(one))

    def _flush(self) -> None:
        if self.transport is not None and self.waiting:
            self.transport.write(b"".join(self.waiting))
        self.waiting.clear()

    async def ask(self, command: int, body: bytes = b"") -> Pdu:
        """Ask and return the answer; raises `Gone` or `TimeoutError` where nobody knows what became of it."""
        if not self.alive:
            raise Gone("There is no connection.")
        sequence = next(self.numbers)
        future: asyncio.Future[Pdu] = self.loop.create_future()
        self.asked[sequence] = future
        self.answer(Pdu(command, OK, sequence, body))
        limit = self.loop.call_later(self.patience, _give_up, future)
        try:
            return await future
        finally:
            limit.cancel()
            self.asked.pop(sequence, None)

    def watch_over(self) -> None:
        """Ask now and then whether the other side is still there."""
        self.watch = self.loop.create_task(self._watch())

    async def _watch(self) -> None:
        while self.alive:
            quiet = self.loop.time() - self.heard_at
            await asyncio.sleep(max(self.enquire - quiet, 0.01))
            if self.loop.time() - self.heard_at < self.enquire:
                continue
            try:
                await self.ask(pdu.ENQUIRE)
            except (Gone, TimeoutError):
                self.end("the other side is silent")

    def end(self, reason: str) -> None:
        """End the connection."""
        self._flush()
        if not self.closed.done():
            self.closed.set_result(reason)
        if self.transport is not None:
            self.transport.close()

    async def leave(self, seconds: float = 2.0) -> None:
        """Say that we go, and go."""
        if self.alive:
            with suppress(Gone, TimeoutError):
                await asyncio.wait_for(self.ask(pdu.UNBIND), seconds)
        self.end("we left")


def _give_up(asked: "asyncio.Future[Pdu]") -> None:
    if not asked.done():
        asked.set_exception(TimeoutError("No answer came."))
