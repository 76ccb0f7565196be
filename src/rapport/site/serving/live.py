"""/live: one stream of server-sent events for an open page, for whoever Django says may have it.

    GET /live?topic=job.0192…&topic=list.customers

Who asks is settled by an ordinary Django view (`/live/permit`), called from here with the same cookies, so
that streams and pages can never disagree about who is signed in.
"""

import asyncio
import io
import json
from collections.abc import Mapping
from urllib.parse import parse_qs
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from rapport.kernel.identity.api import actor_of
from rapport.kernel.live.api import Announcement, LiveHub, Stream
from rapport.site.serving import metrics
from rapport.site.serving.messages import Receive, Scope, Send, answer, refuse
from rapport.site.serving.pages import Pages

PERMIT = "/live/permit"
BREATH = 20.0
"""Seconds of silence after which a comment keeps proxies from closing the stream."""
MOST_TOPICS, MOST_STREAMS = 20, 2000
HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


def permit(request: HttpRequest) -> JsonResponse:
    """Tell which business the asker's stream belongs to."""
    return JsonResponse({"tenant": str(actor_of(request).tenant_id)})


class Live:
    """The raw application of /live."""

    def __init__(self, pages: Pages, hub: LiveHub) -> None:
        self.pages = pages
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one stream until its reader leaves or the process stops."""
        if scope["type"] != "http" or scope["path"] != "/live":
            await self.pages(scope, receive, send)
            return
        topics = parse_qs(scope["query_string"].decode("latin1")).get("topic", [])
        if not 0 < len(topics) <= MOST_TOPICS:
            await refuse(send, 422, "Topics", f"Name 1 to {MOST_TOPICS} topics.")
            return
        if self.hub.closed or self.hub.count() >= MOST_STREAMS:
            await refuse(send, 503, "Busy", "Too many streams are open.", [(b"retry-after", b"10")])
            return
        status, permitted = await self._ask_permit(scope)
        if permitted is None:
            await answer(send, 403 if 300 <= status < 400 else status, b"")
            return
        await self._stream(self.hub.open(permitted, topics), receive, send)

    async def _ask_permit(self, scope: Scope) -> tuple[int, UUID | None]:
        asking = {**scope, "path": PERMIT, "method": "GET", "query_string": b""}
        drawn = await self.pages.draw(asking, io.BytesIO())
        if drawn.status != 200 or drawn.body is None:
            return drawn.status, None
        told: Mapping[str, str] = json.loads(drawn.body)
        return 200, UUID(told["tenant"])

    async def _stream(self, stream: Stream, receive: Receive, send: Send) -> None:
        metrics.streams.labels("live").inc()
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEAD})
            await _write(send, b"retry: 2000\n\n")
            while not leaving.done():
                coming = asyncio.ensure_future(stream.queue.get())
                done, _ = await asyncio.wait(
                    (coming, leaving), timeout=BREATH, return_when=asyncio.FIRST_COMPLETED
                )
                if coming not in done:
                    coming.cancel()
                    await _write(send, b": still here\n\n")
                    continue
                announcement = coming.result()
                if announcement is None:
                    break
                await _write(send, event(announcement))
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self.hub.close_stream(stream)
            metrics.streams.labels("live").dec()


def event(announcement: Announcement) -> bytes:
    """Return an announcement in the form of server-sent events."""
    data = json.dumps({"topic": announcement.topic, **announcement.hint}, separators=(",", ":"))
    name = announcement.topic.split(".", 1)[0]
    return f"event: {name}\ndata: {data}\n\n".encode()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})
