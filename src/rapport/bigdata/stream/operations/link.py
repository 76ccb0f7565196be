"""A connection to the stream: the server checked, the stream there with its limits and its consumers."""

import asyncio
import os
import threading
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as StreamError
from nats.js import JetStreamContext
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DiscardPolicy,
    RetentionPolicy,
    StorageType,
    StoreCompression,
    StreamConfig,
)
from nats.js.errors import NotFoundError

from rapport.bigdata.stream.contracts import Reader
from rapport.bigdata.stream.rules.configuration import LARGEST_MESSAGE, OLDEST_SERVER
from rapport.bigdata.stream.rules.packing import EVERYTHING, STREAM, head_of, subjects_of
from rapport.kernel.errors import Upstream
from rapport.kernel.outbox.api import Load

Answer = TypeVar("Answer")
REPLICAS, MEGABYTES = "RAPPORT_STREAM_REPLICAS", "RAPPORT_STREAM_MB"
TIMEOUT = 30.0
GATHER_SECONDS = 0.02
"""How long is waited for more once the first message came."""
GIVEN_BACK_FOR = 2.0
"""Seconds until what a consumer gave back comes again."""
IN_HAND = 1_000
"""Messages a consumer may hold unacknowledged."""
AWAY = (StreamError, OSError, TimeoutError)
"""What a call raises while the stream is away."""


class Link:
    """An open connection with the stream behind it, for code that waits; it lives on a thread of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop, client: Client) -> None:
        self.loop = loop
        self.client = client
        self.stream = client.jetstream(timeout=TIMEOUT)
        self.pulls: dict[str, JetStreamContext.PullSubscription] = {}

    def run(self, call: Coroutine[Any, Any, Answer]) -> Answer:
        """Wait for a call; raises one of `AWAY` when the connection is lost."""
        if self.client.is_closed:
            call.close()
            raise ConnectionError("the connection to the stream is closed")
        return asyncio.run_coroutine_threadsafe(call, self.loop).result()

    def publish_all(self, messages: Sequence[tuple[str, str, Load]]) -> list[BaseException | None]:
        """Send (subject, id, facts) together; returns for each None once confirmed, or what went wrong."""

        async def together() -> list[BaseException | None]:
            sent = (
                self.stream.publish(subject, load.text, headers=head_of(message_id, packed=load.packed))
                for subject, message_id, load in messages
            )
            outcomes = await asyncio.gather(*sent, return_exceptions=True)
            return [one if isinstance(one, BaseException) else None for one in outcomes]

        return self.run(together())

    def fetch(self, consumer: str, most: int, seconds: float) -> list[Msg]:
        """Take up to so many messages of a consumer; waits for the first one alone, or returns none.

        What comes too late for one call is there for the next: it stays in the consumer's open subscription.
        """

        async def fetch() -> list[Msg]:
            if consumer not in self.pulls:
                self.pulls[consumer] = await self.stream.pull_subscribe_bind(consumer, STREAM)
            pull = self.pulls[consumer]
            found: list[Msg] = []
            try:
                found += await pull.fetch(1, timeout=seconds)
                found += await pull.fetch(most - 1, timeout=GATHER_SECONDS)
            except TimeoutError:
                pass
            return found

        return self.run(fetch())

    def acknowledge(self, messages: Sequence[Msg]) -> None:
        """Tell the stream that the effect of these messages is committed."""

        async def acknowledge() -> None:
            for message in messages:
                await message.ack()
            await self.client.flush()

        self.run(acknowledge())

    def give_back(self, messages: Sequence[Msg]) -> None:
        """Have these messages brought again after a pause."""

        async def give_back() -> None:
            for message in messages:
                await message.nak(delay=GIVEN_BACK_FOR)
            await self.client.flush()

        self.run(give_back())

    def count_undone(self, consumer: str) -> int:
        """Return how many messages a consumer has not acknowledged, taken or not."""
        state = self.run(self.stream.consumer_info(STREAM, consumer))
        return int((state.num_pending or 0) + (state.num_ack_pending or 0))


@contextmanager
def connected(url: str, readers: Iterable[Reader]) -> Iterator[Link]:
    """Have a link while the block runs; a stream or reader that is missing is made.

    `url` may name the servers of a cluster, with commas between: whichever answers is taken.

    Raises Upstream where the server is too old to be trusted, and one of `AWAY` where it cannot be reached.
    """
    with _looping() as loop:
        connecting = nats.connect(
            url.split(","), allow_reconnect=False, connect_timeout=5, error_cb=_leave_to_the_call
        )
        client = asyncio.run_coroutine_threadsafe(connecting, loop).result()
        link = Link(loop, client)
        try:
            server = client.connected_server_version
            found = (server.major, server.minor, server.patch)
            if found < OLDEST_SERVER:
                raise Upstream(
                    "The stream's server is %(found)s; it must be %(least)s or newer.",
                    code="stream_version",
                    values={"found": _dotted(found), "least": _dotted(OLDEST_SERVER)},
                )
            link.run(_ensure(link, readers))
            yield link
        finally:
            asyncio.run_coroutine_threadsafe(client.close(), loop).result()


@contextmanager
def _looping() -> Iterator[asyncio.AbstractEventLoop]:
    """Have an event loop turn on a thread of its own while the block runs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="stream", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ensure(link: Link, readers: Iterable[Reader]) -> None:
    """Make the stream and these readers as they should be.

    A message is kept until every reader of its name has acknowledged it; a full stream refuses instead of
    forgetting.
    """
    wanted = StreamConfig(
        name=STREAM,
        subjects=[EVERYTHING],
        retention=RetentionPolicy.INTEREST,
        storage=StorageType.FILE,
        discard=DiscardPolicy.NEW,
        compression=StoreCompression.S2,
        max_bytes=int(os.environ.get(MEGABYTES, "2048")) * 1024 * 1024 * 9 // 10,
        max_msg_size=LARGEST_MESSAGE,
        num_replicas=int(os.environ.get(REPLICAS, "1")),
        duplicate_window=120,
    )
    try:
        await link.stream.update_stream(wanted)
    except NotFoundError:
        await link.stream.add_stream(wanted)
    for reader in readers:
        consumer = ConsumerConfig(
            durable_name=reader.name,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=reader.again_after,
            max_ack_pending=IN_HAND,
            filter_subjects=subjects_of(reader.facts),
            inactive_threshold=reader.forgotten_after,
        )
        await link.stream.add_consumer(STREAM, consumer)


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


async def _leave_to_the_call(error: Exception) -> None:
    """Say nothing: the call that met the broken connection raises."""
