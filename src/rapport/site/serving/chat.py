"""/chat: what visitors write from a shop's pages, and the streams that bring them their answers.

Messages are committed a batch at a time and acknowledged then. A stream asks for the lines behind the newest
its page has, again whenever it is told that there are some: what is told may be lost, lines never are.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

import structlog
from django.db import Error, close_old_connections, connection

from rapport.collaborative.chat.api import (
    TOPIC,
    Asked,
    Kept,
    Posted,
    Reply,
    Visitor,
    load_asked,
    sign_here,
    take_posted,
)
from rapport.collaborative.chat.http import door
from rapport.collaborative.delivery.api import Together
from rapport.kernel.live.api import RESYNC, LiveHub, Stream
from rapport.site.serving import metrics
from rapport.site.serving.body import BodyTooLargeError, ClientGoneError, read_body
from rapport.site.serving.guard import DiskGuard
from rapport.site.serving.messages import Receive, Scope, Send, header, refuse

THREADS, MOST_STREAMS, BREATH = 2, 5000, 20.0
"""Threads for what is asked; streams of one process; seconds of silence before a sign of life."""
MOST_BYTES, MOST_FILE = 16_384, 10_020_000
HEAD = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)
_SIMPLE = {"letters": door.take_letter, "signs": door.take_sign, "copies": door.send_copy}
Result = TypeVar("Result")
log = structlog.get_logger(__name__)


class OpenPage:
    """A stream to one page: that there is something for it, and what passes unless it is heard now."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self.signs: list[bytes] = []


class Chat:
    """The raw application of /chat."""

    def __init__(self, guard: DiskGuard, hub: LiveHub) -> None:
        self.guard, self.hub = guard, hub
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="chat")
        self.taking = Together[Posted, Kept](take_posted, key=lambda one: one.account.tenant_id)
        self.loading = Together(load_asked, key=lambda one: one[0])
        self.open: dict[UUID, set[OpenPage]] = defaultdict(set)
        self.listeners: dict[UUID, tuple[Stream, asyncio.Task[None]]] = {}
        self.signing = Together(sign_here, key=lambda one: (one[0], one[2]))
        self.leaving: set[asyncio.Future[None]] = set()
        self.count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call, or one stream until its reader leaves or the process stops."""
        if scope["type"] != "http":
            await receive()
            await send({"type": "websocket.close", "code": 4404})
            return
        most = MOST_FILE if scope["path"].endswith("/files") else MOST_BYTES
        try:
            with await read_body(scope, receive, most) as body:
                asked = _asked(scope, body.read())
        except BodyTooLargeError:
            await refuse(send, 413, "Content too large", f"At most {most} bytes.")
            return
        except ClientGoneError:
            return
        try:
            await self._route(asked, scope, receive, send)
        except door.Refusal as refusal:
            await _answer(send, door.problem(asked, refusal))
        except Error as error:
            log.warning("chat waits for the database", reason=type(error).__name__)
            away = door.Refusal(503, "Not now", "Nothing was kept. Send it again.", ("retry-after", "2"))
            await _answer(send, door.problem(asked, away))

    async def _route(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        what = asked.path.split("/", 3)[3] if asked.path.count("/") > 2 else ""
        if asked.method == "OPTIONS":
            await _answer(send, Reply(204, b"", (*door.seen_by(asked), *door.CORS)))
        elif asked.method == "GET" and not what:
            await _answer(send, await self._run(door.describe, asked))
        elif asked.method == "GET" and what.startswith("files/"):
            await _answer(send, await self._run(door.give_file, asked))
        elif asked.method != "POST":
            raise door.Refusal(405, "Method not allowed", "This is posted.", ("allow", "POST, OPTIONS"))
        elif what == "messages":
            await self._take(asked, scope, send, door.read_posted)
        elif what == "files":
            await self._take(asked, scope, send, door.read_file_posted)
        elif what in _SIMPLE:
            await _answer(send, await self._run(_SIMPLE[what], asked))
        elif what == "stream":
            await self._stream(asked, receive, send)
        else:
            raise door.Refusal(404, "Not found", "There is no such place.")

    async def _take(self, asked: Asked, scope: Scope, send: Send, read: Callable[[Asked], Posted]) -> None:
        if self.guard.refuses(scope):
            raise door.Refusal(503, "No room", "The disk is nearly full.", ("retry-after", "60"))
        kept = await self.taking(await self._run(read, asked))
        await _answer(send, door.answer_posted(asked, kept))
        self._wake(kept.visitor_id)

    async def _stream(self, asked: Asked, receive: Receive, send: Send) -> None:
        if self.hub.closed or self.count >= MOST_STREAMS:
            raise door.Refusal(503, "Busy", "Too many chats are open.", ("retry-after", "5"))
        visitor, after = await self._run(door.open_stream, asked)
        self._listen(visitor.tenant_id)
        page = OpenPage()
        self.open[visitor.id].add(page)
        self.count += 1
        metrics.streams.labels("chat").inc()
        leaving = asyncio.ensure_future(_left(receive))
        try:
            head = [(name.encode(), value.encode()) for name, value in door.seen_by(asked)]
            await send({"type": "http.response.start", "status": 200, "headers": [*HEAD, *head]})
            await _write(send, b": here\n\n")
            await self.signing((visitor.tenant_id, visitor.id, True))
            await self._follow(visitor, after, page, leaving, send)
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self.count -= 1
            metrics.streams.labels("chat").dec()
            self.open[visitor.id].discard(page)
            if not self.open[visitor.id]:
                del self.open[visitor.id]
                self._leave(visitor)

    async def _follow(
        self, visitor: Visitor, after: int, page: OpenPage, leaving: asyncio.Future[None], send: Send
    ) -> None:
        """Send what is behind `after`, and what comes, until the reader leaves or the process stops."""
        while not leaving.done() and not self.hub.closed:
            page.woken.clear()
            while page.signs:
                await _write(send, page.signs.pop(0))
            for line in await self.loading((visitor.tenant_id, visitor.id, after)):
                await _write(send, door.line_event(line))
                after = line.number
            waiting = asyncio.ensure_future(page.woken.wait())
            done, _ = await asyncio.wait(
                (waiting, leaving), timeout=BREATH, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                await _write(send, b": still here\n\n")
                await self.signing((visitor.tenant_id, visitor.id, True))
            waiting.cancel()

    def _leave(self, visitor: Visitor) -> None:
        """Note that a visitor has no page open any more; whoever stops listening does not wait for it."""
        if not self.hub.closed:
            task = asyncio.ensure_future(self.signing((visitor.tenant_id, visitor.id, False)))
            self.leaving.add(task)
            task.add_done_callback(self.leaving.discard)

    def _listen(self, tenant_id: UUID) -> None:
        """Hear what this business's visitors are told, from the first open chat of it on."""
        if tenant_id not in self.listeners or self.listeners[tenant_id][1].done():
            stream = self.hub.open(tenant_id, [TOPIC])
            self.listeners[tenant_id] = (stream, asyncio.create_task(self._hear(stream)))

    async def _hear(self, stream: Stream) -> None:
        while True:
            announcement = await stream.queue.get()
            if announcement is None or announcement.topic == RESYNC:
                for visitor_id in list(self.open):
                    self._wake(visitor_id)
                if announcement is None:
                    return
                continue
            for name in str(announcement.hint.get("visitors") or "").split():
                self._wake(UUID(hex=name))
            if announcement.hint.get("writing"):
                writing = door.writing_event(on=bool(announcement.hint.get("on")))
                for page in self.open.get(UUID(hex=str(announcement.hint["writing"])), ()):
                    page.signs.append(writing)
                    page.woken.set()

    def _wake(self, visitor_id: UUID) -> None:
        for page in self.open.get(visitor_id, ()):
            page.woken.set()

    async def _run(self, function: Callable[[Asked], Result], asked: Asked) -> Result:
        def run() -> Result:
            close_old_connections()
            try:
                return function(asked)
            finally:
                connection.close()

        return await asyncio.get_running_loop().run_in_executor(self.pool, run)

    def close(self) -> None:
        """Let the threads finish what they do and end them."""
        self.pool.shutdown(wait=True, cancel_futures=True)


def _asked(scope: Scope, body: bytes) -> Asked:
    return Asked(
        method=scope["method"],
        path=scope["path"],
        query=dict(parse_qsl(scope["query_string"].decode("latin1"))),
        origin=(header(scope, b"origin") or b"").decode("latin1"),
        own=f"{scope.get('scheme', 'http')}://{(header(scope, b'host') or b'').decode('latin1')}",
        guest=str((scope.get("client") or ("",))[0]),
        body=body,
    )


async def _answer(send: Send, reply: Reply) -> None:
    head = [(name.encode("latin1"), value.encode("latin1")) for name, value in reply.headers]
    head += [(b"content-length", b"%d" % len(reply.body)), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": reply.status, "headers": head})
    await send({"type": "http.response.body", "body": reply.body})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})
