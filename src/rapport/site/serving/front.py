"""The outermost ASGI application: a few raw paths on the event loop, everything else to Django's pages."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, runtime_checkable

from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

from rapport.kernel.live.api import LiveHub
from rapport.site.serving.chat import Chat
from rapport.site.serving.guard import DiskGuard
from rapport.site.serving.health import Health
from rapport.site.serving.ingest import Ingest
from rapport.site.serving.live import Live
from rapport.site.serving.messages import App, Receive, Scope, Send
from rapport.site.serving.pages import Limits, Pages


@runtime_checkable
class Closing(Protocol):
    """An application with threads to end."""

    def close(self) -> None:
        """Finish what runs, and end."""


class Front:
    """Sends a request to the raw application of its first path segment, else to the pages."""

    def __init__(self, pages: Pages, raw: Mapping[str, App]) -> None:
        self.pages = pages
        self.raw = dict(raw)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection's scope."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        application = self.raw.get(scope["path"].split("/", 2)[1] if "/" in scope["path"] else "")
        if scope["type"] == "websocket":
            await _serve_socket(application, scope, receive, send)
        else:
            await (application or self.pages)(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                self._close()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    def _close(self) -> None:
        for application in (self.pages, *self.raw.values()):
            if isinstance(application, Closing):
                application.close()


async def _serve_socket(application: App | None, scope: Scope, receive: Receive, send: Send) -> None:
    if application is None:
        await receive()
        await send({"type": "websocket.close", "code": 4404})
    else:
        await application(scope, receive, send)


def limits_from_environment() -> Limits:
    """Read RAPPORT_WEB_THREADS and RAPPORT_BODY_LIMIT_MB."""
    plain = Limits()
    megabytes = int(os.environ.get("RAPPORT_BODY_LIMIT_MB", plain.body // 1_048_576))
    threads = int(os.environ.get("RAPPORT_WEB_THREADS", plain.threads))
    return Limits(threads=threads, body=megabytes * 1_048_576)


def build(health: Health, hub: LiveHub, home: Path, more: Mapping[str, App]) -> Front:
    """Return the application of a home; Django must be set up."""
    # Every view is imported now: a broken one ends the process here, and no first reader waits for it.
    _ = get_resolver().url_patterns
    guard = DiskGuard(home)
    pages = Pages(WSGIHandler(), limits_from_environment(), guard)
    raw: dict[str, App] = {
        "healthz": health.alive,
        "readyz": health.ready,
        "live": Live(pages, hub),
        "ingest": Ingest(guard),
        "chat": Chat(guard, hub),
        **more,
    }
    return Front(pages, raw)
