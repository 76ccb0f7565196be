"""/ingest: events read on the event loop, then checked and committed in a thread of a small pool of its own.

Pages and events keep out of each other's way: a flood of events waits here, or is told to come again.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import IO
from urllib.parse import parse_qsl

from django.db import connection

from rapport.bigdata.ingest.contracts import Asked, Reply
from rapport.bigdata.ingest.http import door
from rapport.site.serving import metrics
from rapport.site.serving.body import BodyTooLargeError, ClientGoneError, read_body
from rapport.site.serving.guard import DiskGuard
from rapport.site.serving.messages import Receive, Scope, Send, header, refuse
from rapport.site.serving.turns import Crowd, Turns

THREADS = 2
WAITING = 200
GOODBYE_SECONDS = 10
SOON = [(b"retry-after", b"2")]


class Ingest:
    """The raw application of /ingest; a key has half of the places at most."""

    def __init__(self, guard: DiskGuard) -> None:
        self.guard = guard
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="ingest")
        self.turns = Turns(THREADS)
        self.inside = Crowd(WAITING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http":
            await receive()
            await send({"type": "websocket.close", "code": 4404})
            return
        guest = _guest(scope)
        if not self.inside.admits(guest):
            metrics.refused.labels("busy").inc()
            await refuse(send, 503, "Busy", "Too many events wait. Send it again soon.", SOON)
        elif self.guard.refuses(scope):
            metrics.refused.labels("disk").inc()
            await refuse(send, 503, "No room", "The disk is nearly full.", [(b"retry-after", b"60")])
        else:
            with self.inside.inside(guest):
                await self._serve(scope, receive, send, guest)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, guest: str) -> None:
        try:
            body = await read_body(scope, receive, door.MOST_BYTES)
        except BodyTooLargeError:
            metrics.refused.labels("size").inc()
            detail = f"At most {door.MOST_BYTES} bytes."
            await refuse(send, 413, "Content too large", detail, [(b"connection", b"close")])
            return
        except ClientGoneError:
            return
        async with self.turns.turn(guest):
            reply = await asyncio.get_running_loop().run_in_executor(self.pool, _take, scope, body)
        await _answer(send, reply)

    def close(self) -> None:
        """Let the threads finish what they keep, give back the connections they hold, and end them."""
        together = Barrier(THREADS)  # so that each thread takes one of the tasks

        def leave() -> None:
            connection.close()
            together.wait(GOODBYE_SECONDS)

        for last in [self.pool.submit(leave) for _ in range(THREADS)]:
            with suppress(BrokenBarrierError):
                last.result()
        self.pool.shutdown(wait=True, cancel_futures=True)


def _guest(scope: Scope) -> str:
    shown = header(scope, b"authorization") or header(scope, b"origin")
    return shown.decode("latin1") if shown else str((scope.get("client") or ("",))[0])


def _take(scope: Scope, body: IO[bytes]) -> Reply:
    with body:
        headers = {name.decode("latin1"): value.decode("latin1") for name, value in scope["headers"]}
        query = dict(parse_qsl(scope["query_string"].decode("latin1")))
        return door.take(Asked(scope["method"], scope["path"], query, headers, body.read()))


async def _answer(send: Send, reply: Reply) -> None:
    head = [(name.encode("latin1"), value.encode("latin1")) for name, value in reply.headers]
    head += [(b"content-length", b"%d" % len(reply.body)), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": reply.status, "headers": head})
    await send({"type": "http.response.body", "body": reply.body})
