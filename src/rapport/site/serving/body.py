"""Read a request's body on the event loop: small in memory, large on disk, too large not at all."""

import asyncio
import tempfile
from contextlib import ExitStack
from typing import IO

from rapport.site.serving.messages import Receive, Scope, header

IN_MEMORY = 2_621_440
"""Bytes kept in memory; what is longer waits in a temporary file."""
SILENCE = 60.0
"""Seconds a client may say nothing in the middle of its body."""


class BodyTooLargeError(Exception):
    """The body is, or says it will be, longer than the limit."""


class ClientGoneError(Exception):
    """The client left, or fell silent, before its body was whole."""


async def read_body(scope: Scope, receive: Receive, limit: int) -> IO[bytes]:
    """Return the whole body as a file at its start; at most `limit` bytes."""
    announced = header(scope, b"content-length")
    if announced is not None and announced.isdigit() and int(announced) > limit:
        raise BodyTooLargeError
    with ExitStack() as stack:
        body = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
        await _fill(body, receive, limit)
        body.seek(0)
        stack.pop_all()  # closed with the request
        return body


async def _fill(body: IO[bytes], receive: Receive, limit: int) -> None:
    size = 0
    more = True
    while more:
        try:
            message = await asyncio.wait_for(receive(), SILENCE)
        except TimeoutError:
            raise ClientGoneError from None
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise BodyTooLargeError
        if size > IN_MEMORY and chunk:
            await asyncio.to_thread(body.write, chunk)
        elif chunk:
            body.write(chunk)
        more = message.get("more_body", False)
