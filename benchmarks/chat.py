"""Open chats that write all at once, each answered once committed; over a server that dies and comes back."""

import asyncio
import json
import os
import re
import signal
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from subprocess import Popen
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.api import AccountDraft, add_account
from rapport.kernel.identity.api import found_roles, system_actor
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place
from rapport.site.serving.web import bind

CHATS, A_SECOND, SLOWEST_MS = 1000, 100, 500
SECONDS, FEWEST_SECONDS = 60, 12
PATIENCE = 60.0
"""Seconds a message may take to be kept over a restart, before the run is called off."""
_NUMBER = re.compile(rb'"number":(\d+)')


@dataclass(slots=True)
class Chat:
    """One open page: its secret, how much it sent, the numbers of the lines it was shown."""

    place: int
    token: str
    after: int = 0
    sent: int = 0
    seen: Counter[int] = field(default_factory=Counter)


class Crowd:
    """Visitors of one widget on their own addresses, each with a stream that comes back by itself."""

    def __init__(self, port: int, door: str, chats: int) -> None:
        self.port, self.door = port, door
        self.chats = [Chat(place, f"{place:040}") for place in range(chats)]
        self.took: list[tuple[float, float]] = []
        self.ended = False

    async def write(self, chat: Chat) -> None:
        """Send a message until it is kept, as a page does, under one id."""
        chat.sent += 1
        body = {"token": chat.token, "id": f"{chat.sent:016}", "text": f"Message {chat.sent}"}
        began = time.perf_counter()
        while time.perf_counter() < began + PATIENCE:
            with suppress(OSError, EOFError, IndexError):  # none of an answer came: it is sent again
                if await self._post(chat, "messages", body) == 200:
                    self.took.append((began, time.perf_counter() - began))
                    return
            await asyncio.sleep(0.2)
        raise TimeoutError("A message was not kept.")

    async def follow(self, chat: Chat) -> None:
        """Have a stream from the newest line one has, and again when it breaks."""
        while not self.ended:
            with suppress(OSError, EOFError):
                reader, writer = await self._ask(chat, "stream", {"token": chat.token, "after": chat.after})
                try:
                    while chunk := await reader.readline():
                        for found in _NUMBER.findall(chunk):
                            chat.seen[int(found)] += 1
                            chat.after = max(chat.after, int(found))
                finally:
                    writer.close()
            await asyncio.sleep(0.3)

    async def _post(self, chat: Chat, what: str, body: dict[str, object]) -> int:
        reader, writer = await self._ask(chat, what, body)
        try:
            status = int((await reader.readline()).split()[1])
            await reader.read()
            return status
        finally:
            writer.close()

    async def _ask(
        self, chat: Chat, what: str, body: dict[str, object]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        content = json.dumps(body).encode()
        address = f"10.{chat.place // 65536}.{chat.place // 256 % 256}.{chat.place % 256}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(
            f"POST /chat/{self.door}/{what} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n"
            f"x-forwarded-for: {address}\r\ncontent-type: text/plain\r\nconnection: close\r\n"
            f"content-length: {len(content)}\r\n\r\n".encode()
            + content
        )
        await writer.drain()
        return reader, writer


def run(place: Place) -> list[Figure]:
    """Open the chats, let them write at an even pace, kill the server meanwhile, count what is there."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    draft = AccountDraft("chat", "Bench", "bench", settings={"hours": "always"}, active=True)
    door = add_account(draft, actor=actor).door
    os.environ["RAPPORT_TRUSTED_PROXIES"] = "127.0.0.1"  # so that each visitor has an address of their own
    with bind("127.0.0.1", 0) as free:
        port = int(free.getsockname()[1])
    crowd = Crowd(port, door, place.scale(CHATS))
    seconds = FEWEST_SECONDS if place.small else SECONDS
    died = asyncio.run(_drive(place, crowd, seconds, place.scale(A_SECOND)))
    calm = [took for began, took in crowd.took if not died[0] - 1 < began < died[1] + 1]
    work = f"messages of {len(crowd.chats)} open chats, {place.scale(A_SECOND)} a second for {seconds} s"
    kept, texts = _count(tenant.id)
    sent = sum(one.sent for one in crowd.chats)
    gaps = sum(set(one.seen) != set(range(1, one.sent + 1)) for one in crowd.chats)
    return [
        Figure(f"{work}, sent until kept, p50", percentile(calm, 0.5) * 1000, "ms"),
        Figure(
            f"{work}, sent until kept, p95", percentile(calm, 0.95) * 1000, "ms", None, SLOWEST_MS, "less"
        ),
        Figure("the server was away after kill -9", died[1] - died[0], "s", better="less"),
        Figure(
            "the longest a message waited over it", max(took for _, took in crowd.took), "s", better="less"
        ),
        Figure("messages acknowledged", len(crowd.took), "messages", goal=seconds * place.scale(A_SECOND)),
        Figure("acknowledged and not kept", sent - texts, "messages", goal=0, better="less"),
        Figure("kept twice", kept - texts, "messages", goal=0, better="less"),
        Figure("pages that miss a line after coming back", gaps, "pages", goal=0, better="less"),
    ]


async def _drive(place: Place, crowd: Crowd, seconds: int, pace: int) -> tuple[float, float]:
    """Do it all; returns when the server died and when it was back."""
    server = await asyncio.to_thread(_start, place, crowd.port)
    try:
        for start in range(0, len(crowd.chats), 50):
            await asyncio.gather(*(crowd.write(one) for one in crowd.chats[start : start + 50]))
        crowd.took.clear()
        streams = [asyncio.create_task(crowd.follow(one)) for one in crowd.chats]
        first = sum(one.sent for one in crowd.chats)
        writing, began = list[asyncio.Task[None]](), time.perf_counter()
        died: tuple[float, float] | None = None
        restart: asyncio.Task[tuple[float, Popen[str]]] | None = None
        gone = 0.0
        for number in range(seconds * pace):
            await asyncio.sleep(max(0.0, began + number / pace - time.perf_counter()))
            writing.append(asyncio.create_task(crowd.write(crowd.chats[number % len(crowd.chats)])))
            if number == seconds * pace // 2:
                gone = time.perf_counter()
                server.send_signal(signal.SIGKILL)
                server.wait()
                restart = asyncio.create_task(asyncio.to_thread(_restart, place, crowd.port))
        if restart is not None:
            back, server = await restart
            died = (gone, back)
        await asyncio.gather(*writing)
        assert sum(one.sent for one in crowd.chats) == first + seconds * pace
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until and any(len(one.seen) < one.sent for one in crowd.chats):
            await asyncio.sleep(0.2)
        crowd.ended = True
        for one in streams:
            one.cancel()
        return died or (gone, gone)
    finally:
        server.terminate()
        await asyncio.to_thread(server.wait)


def _restart(place: Place, port: int) -> tuple[float, "Popen[str]"]:
    server = _start(place, port)
    return time.perf_counter(), server


def _start(place: Place, port: int) -> "Popen[str]":
    server = place.command("web", "--port", str(port), heard=False)
    until = time.perf_counter() + 2 * PATIENCE
    while time.perf_counter() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
            return server
        time.sleep(0.2)
    raise TimeoutError("The server did not come up.")


def _count(tenant_id: UUID) -> tuple[int, int]:
    """Return how many messages there are, and how many of them are different ones."""
    with as_tenant(tenant_id), connection.cursor() as cursor:
        cursor.execute("select count(*), count(distinct (sender, text)) from message where direction = 'in'")
        kept, texts = cursor.fetchone()
    return kept, texts
