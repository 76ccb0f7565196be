"""From the stream to a consumer: batches as they come, acknowledged once their effect is committed."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from django.db import InterfaceError, OperationalError, connections
from nats.aio.msg import Msg

from rapport.bigdata.stream.contracts import Batch, Consumer, NotTaken
from rapport.bigdata.stream.operations.counting import count_mishaps
from rapport.bigdata.stream.operations.link import AWAY, Link, connected
from rapport.bigdata.stream.operations.server import stream_url
from rapport.bigdata.stream.rules.packing import read_head, read_subject
from rapport.kernel.errors import Upstream
from rapport.kernel.outbox.api import Load

log = structlog.get_logger(__name__)
AT_ONCE = 100
"""Batches a consumer is given together."""
WAIT = 1.0
AWAY_SECONDS = 2.0


def run_consumer(
    home: Path, consumer: Consumer, stopped: threading.Event, *, pause: Callable[[float], bool]
) -> None:
    """Give a consumer its batches until `stopped` is set, or until `pause` says it is enough.

    `pause` is called between takings with the seconds in which nothing came, 0 while batches come. A stream
    or database that is away is waited for.
    """
    last = time.monotonic()
    while not stopped.is_set():
        try:
            url = stream_url(home)
            if url is not None:
                with connected(url, [consumer.reader]) as link:
                    last = time.monotonic()
                    while not stopped.is_set():
                        if take_next(link, consumer):
                            last = time.monotonic()
                        if pause(time.monotonic() - last):
                            return
        except NotTaken as refusal:
            log.warning("batches are brought again", consumer=consumer.reader.name, reason=str(refusal))
        except AWAY as error:
            log.info("the stream is away", consumer=consumer.reader.name, reason=type(error).__name__)
        except Upstream as refusal:
            log.warning("the stream is not used", reason=refusal.message)
        except (OperationalError, InterfaceError) as error:
            log.warning("a consumer waits for the database", consumer=consumer.reader.name, reason=str(error))
            for connection in connections.all():
                connection.close()
        if pause(time.monotonic() - last):
            return
        stopped.wait(AWAY_SECONDS)


def take_next(link: Link, consumer: Consumer, *, wait: float = WAIT) -> int:
    """Give the consumer what is there, then acknowledge it; an accident before that brings it again.

    Returns how many batches came; raises `NotTaken` where the consumer does.
    """
    messages = link.fetch(consumer.reader.name, AT_ONCE, wait)
    if not messages:
        return 0
    try:
        consumer.take([_read(message) for message in messages])
    except NotTaken:
        count_mishaps(consumer.reader.name, refused=len(messages))
        link.give_back(messages)
        raise
    link.acknowledge(messages)
    count_mishaps(consumer.reader.name, again=sum((one.metadata.num_delivered or 1) > 1 for one in messages))
    return len(messages)


def _read(message: Msg) -> Batch:
    tenant_id, name = read_subject(message.subject)
    batch_id, packed = read_head(message.headers or {})
    return Batch(batch_id, tenant_id, name, Load(message.data, packed).lines())
