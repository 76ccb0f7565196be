"""The few ASGI words the serving files share, and short plain answers."""

import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]
Headers = list[Header]


async def answer(
    send: Send,
    status: int,
    body: bytes,
    content_type: bytes = b"text/plain; charset=utf-8",
    more: Sequence[Header] = (),
) -> None:
    """Send a whole short answer, never cached."""
    head: Headers = [
        (b"content-type", content_type),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


async def refuse(send: Send, status: int, title: str, detail: str, more: Sequence[Header] = ()) -> None:
    """Refuse with a problem document (RFC 9457)."""
    problem = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    await answer(send, status, json.dumps(problem).encode(), b"application/problem+json", more)


def header(scope: Scope, name: bytes) -> bytes | None:
    """Return the first header of this lower-case name."""
    return next((value for found, value in scope["headers"] if found == name), None)
