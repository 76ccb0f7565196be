"""The hub of a web process: listens to PostgreSQL once, hands what it hears to every open stream."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
import structlog
from psycopg import sql

from rapport.kernel.live.announcing import CHANNEL

RESYNC = "resync"
"""The topic that says: something may have been missed, ask for everything again."""
QUEUE = 64
PAUSE = 1.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something changed."""

    topic: str
    hint: dict[str, str | int | bool | None] = field(default_factory=dict)


class Stream:
    """One open page: hears the topics it asked for, of its own business; `job.*` means all that begin so."""

    def __init__(self, tenant_id: UUID, topics: Iterable[str]) -> None:
        self.tenant_id = tenant_id
        self.exact = {topic for topic in topics if not topic.endswith(".*")}
        self.prefixes = tuple(topic[:-1] for topic in topics if topic.endswith(".*"))
        self.queue: asyncio.Queue[Announcement | None] = asyncio.Queue(QUEUE)

    def offer(self, announcement: Announcement) -> None:
        """Put it in the queue, if it was asked for; a full queue is replaced by one `resync`."""
        topic = announcement.topic
        if topic != RESYNC and topic not in self.exact and not topic.startswith(self.prefixes or ("\0",)):
            return
        try:
            self.queue.put_nowait(announcement)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(Announcement(RESYNC))

    def end(self) -> None:
        """Tell the reader that no more will come."""
        with suppress(asyncio.QueueFull):
            self.queue.put_nowait(None)


class LiveHub:
    """All streams of a process and the one connection that feeds them."""

    def __init__(self, url: Callable[[], str]) -> None:
        self.url = url
        self.streams: dict[UUID, set[Stream]] = defaultdict(set)
        self.listening = asyncio.Event()
        self.closed = False
        self.task: asyncio.Task[None] | None = None

    def open(self, tenant_id: UUID, topics: Iterable[str]) -> Stream:
        """Open a stream; the first one makes the hub listen."""
        if self.task is None:
            self.task = asyncio.get_running_loop().create_task(self._listen())
        stream = Stream(tenant_id, list(topics))
        self.streams[tenant_id].add(stream)
        return stream

    def close_stream(self, stream: Stream) -> None:
        """Forget a stream."""
        self.streams[stream.tenant_id].discard(stream)
        if not self.streams[stream.tenant_id]:
            del self.streams[stream.tenant_id]

    def count(self) -> int:
        """Return how many streams are open."""
        return sum(len(streams) for streams in self.streams.values())

    def watched(self) -> list[UUID]:
        """Return the businesses somebody has a page of open; may be asked from any thread."""
        return list(self.streams)

    def close(self) -> None:
        """End every stream and stop listening."""
        self.closed = True
        for streams in self.streams.values():
            for stream in streams:
                stream.end()
        if self.task is not None:
            self.task.cancel()

    async def _listen(self) -> None:
        while not self.closed:
            try:
                await self._listen_once()
            except psycopg.Error as error:
                log.warning("live updates wait for the database", reason=type(error).__name__)
            self.listening.clear()
            await asyncio.sleep(PAUSE)

    async def _listen_once(self) -> None:
        connection = await psycopg.AsyncConnection.connect(self.url(), autocommit=True)
        async with connection:
            await connection.execute(sql.SQL("listen {}").format(sql.Identifier(CHANNEL)))
            self.listening.set()
            for streams in self.streams.values():
                for stream in streams:
                    stream.offer(Announcement(RESYNC))
            async for notice in connection.notifies():
                self._hand_out(notice.payload)

    def _hand_out(self, payload: str) -> None:
        message = json.loads(payload)
        announcement = Announcement(message["topic"], message["hint"])
        for stream in self.streams.get(UUID(message["tenant"]), ()):
            stream.offer(announcement)
