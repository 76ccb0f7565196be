"""Our bridge from ASGI to Django's WSGI handler: one hop into a thread for a page.

Django's own ASGI handler costs four to five times the processor time with synchronous views. Here the body is
read on the event loop, then the whole request runs in one thread of a small pool. A long streamed response
gets a thread of its own for all its chunks: database connections belong to threads, and a slow reader must
not hold one of the few that draw pages.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections

from rapport.site.serving import metrics
from rapport.site.serving.body import BodyTooLargeError, ClientGoneError, read_body
from rapport.site.serving.environment import BUSINESS, environ
from rapport.site.serving.guard import DiskGuard
from rapport.site.serving.messages import Headers, Receive, Scope, Send
from rapport.site.serving.refusals import BUSY, DOWNLOADS, NO_ROOM, TOO_LARGE, turn_away
from rapport.site.serving.turns import Crowd, Guests, Turns

SHORT_STREAM = 1_048_576
"""Streams that say they are shorter (static files) are read at once instead of getting a thread."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one process takes on before it says so; one business has all threads but one."""

    threads: int = 5
    waiting: int = 400
    streams: int = 16
    body: int = 1024 * 1024 * 1024


@dataclass(slots=True)
class Drawn:
    """What Django answered: a whole body, or a response still to be streamed."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes | None = None
    response: Any = None


class Pages:
    """An ASGI application that draws pages by Django's WSGI handler in a pool of threads."""

    def __init__(self, handler: WSGIHandler, limits: Limits, guard: DiskGuard | None = None) -> None:
        self.handler = handler
        self.limits = limits
        self.guard = guard
        self.pool = ThreadPoolExecutor(limits.threads, thread_name_prefix="page")
        self.turns = Turns(limits.threads)
        self.guests = Guests()
        self.arriving = Crowd(limits.waiting)
        self.inside = Crowd(limits.waiting)
        self.streaming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it when too many wait or its body is too large."""
        guest = self.guests.of(scope)
        if not (self.arriving.admits(guest) and self.inside.admits(guest)):
            await _refuse_busy(scope, send)
            return
        if self.guard is not None and self.guard.refuses(scope):
            metrics.refused.labels("disk").inc()
            await turn_away(scope, send, NO_ROOM)
            return
        with self.arriving.inside(guest):  # apart: whoever sends slowly keeps nobody from reading
            body = await self._read(scope, receive, send)
        if body is None:
            return
        if not self.inside.admits(guest):
            body.close()
            await _refuse_busy(scope, send)
            return
        try:
            with self.inside.inside(guest):
                metrics.inside.set(self.inside.size)
                await self._serve(scope, body, receive, send)
        finally:
            metrics.inside.set(self.inside.size)

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> IO[bytes] | None:
        try:
            return await read_body(scope, receive, self.limits.body)
        except BodyTooLargeError:
            metrics.refused.labels("size").inc()
            await turn_away(scope, send, TOO_LARGE, megabytes=self.limits.body // 1_048_576)
        except ClientGoneError:
            pass
        return None

    async def _serve(self, scope: Scope, body: IO[bytes], receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        answer = await self.draw(scope, body)
        if answer.body is not None:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send({"type": "http.response.body", "body": answer.body})
        elif self.streaming >= self.limits.streams:
            await loop.run_in_executor(self.pool, answer.response.close)
            await turn_away(scope, send, DOWNLOADS)
        else:
            await self._stream(answer, receive, send)

    async def draw(self, scope: Scope, body: IO[bytes]) -> Drawn:
        """Run one request in a thread of the pool, in its guest's turn."""
        environment = environ(scope, body)
        async with self.turns.turn(self.guests.of(scope)):
            drawn = await asyncio.get_running_loop().run_in_executor(self.pool, self._draw, environment)
        if business := environment.get(BUSINESS):
            self.guests.learn(scope, business)
        return drawn

    def _draw(self, environment: dict[str, Any]) -> Drawn:
        answer = Drawn()

        def start(status: str, headers: list[tuple[str, str]], _exc: object = None) -> Callable[[bytes], Any]:
            answer.status = int(status[:3])
            answer.headers = [(k.lower().encode("latin1"), v.encode("latin1")) for k, v in headers]
            return lambda chunk: None

        try:
            response: Any = self.handler(environment, start)
            if _is_long_stream(response):
                answer.response = response
                close_old_connections()
            else:
                answer.body = b"".join(response)
                response.close()
                _announce_length(answer)
        finally:
            environment["wsgi.input"].close()
        return answer

    async def _stream(self, answer: Drawn, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        gone = threading.Event()
        leaving = asyncio.ensure_future(_watch(receive, gone))
        self.streaming += 1
        metrics.streams.labels("download").set(self.streaming)

        def pump() -> None:
            failure: BaseException | None = None
            try:
                for chunk in answer.response:
                    if gone.is_set():
                        break
                    message = {"type": "http.response.body", "body": bytes(chunk), "more_body": True}
                    asyncio.run_coroutine_threadsafe(_awaited(send, message), loop).result()
            except Exception as error:
                failure = error
            finally:
                answer.response.close()
                loop.call_soon_threadsafe(_finish, done, failure)

        threading.Thread(target=pump, name="stream", daemon=True).start()
        try:
            await done
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.set()
            leaving.cancel()
            self.streaming -= 1
            metrics.streams.labels("download").set(self.streaming)

    def close(self) -> None:
        """Let the threads finish what they draw and end them."""
        self.pool.shutdown(wait=True, cancel_futures=True)


async def _refuse_busy(scope: Scope, send: Send) -> None:
    metrics.refused.labels("busy").inc()
    await turn_away(scope, send, BUSY)


def _is_long_stream(response: Any) -> bool:
    if not response.streaming:
        return False
    length = response.headers.get("Content-Length", "")
    return not (length.isdigit() and int(length) <= SHORT_STREAM)


def _announce_length(answer: Drawn) -> None:
    named = any(name == b"content-length" for name, _ in answer.headers)
    if answer.body is not None and not named and answer.status not in (204, 304):
        answer.headers.append((b"content-length", b"%d" % len(answer.body)))


async def _watch(receive: Receive, gone: threading.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()


async def _awaited(send: Send, message: dict[str, Any]) -> None:
    await send(message)


def _finish(done: "asyncio.Future[None]", failure: BaseException | None) -> None:
    if done.done():
        return
    if failure is None:
        done.set_result(None)
    else:
        done.set_exception(failure)
