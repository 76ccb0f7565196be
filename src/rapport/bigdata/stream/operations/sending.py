"""From batches into the stream: each until the stream has confirmed it, again if the stream lost it."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, connections

from rapport.bigdata.stream.contracts import Reader
from rapport.bigdata.stream.operations.counting import count_mishaps
from rapport.bigdata.stream.operations.gathering import gather
from rapport.bigdata.stream.operations.link import AWAY, Link, connected
from rapport.bigdata.stream.operations.server import end_if_deaf, stream_url
from rapport.bigdata.stream.rules.packing import subject_of
from rapport.kernel.errors import Upstream
from rapport.kernel.outbox.api import is_asked, load_rows, present_snapshot

log = structlog.get_logger(__name__)
FLOW = "stream"
IN_FLIGHT = 32
"""Batches sent before the first of them is confirmed."""
IDLE_SECONDS = 0.25
AWAY_SECONDS = 2.0
UNHEARD, STEADY_SECONDS = 3, 60.0
"""So many failures one after the other, none after a long good while, and the embedded server is given up."""
LOOK_FOR_LOST = 30.0
"""Seconds between looks for batches that were sent and that neither the stream nor the lake has."""
_UNSENT = "select id, tenant_id, name, row_ids from fact_batch where sent_at is null order by id limit %s"
_SENT = "update fact_batch set sent_at = now() where id = any(%s)"
_LOST = """
update fact_batch set sent_at = null
 where sent_at < now() - make_interval(secs => %s) and lake_write is null
"""
Row = tuple[UUID, UUID, str, list[UUID]]


def run_sender(
    home: Path, readers: Sequence[Reader], stopped: threading.Event, *, sent: Callable[[], None]
) -> None:
    """Gather and send until `stopped` is set; a stream that is away is waited for and slows nobody.

    `sent` wakes who takes: there is something to take, or parked facts are asked for again.
    """
    unheard = 0
    while not stopped.is_set():
        began = time.monotonic()
        try:
            gather()
            url = stream_url(home)
            if url is not None:
                with connected(url, readers) as link:
                    _send(link, readers, stopped, sent)
        except AWAY as error:
            log.info("the stream is away; facts wait in the database", reason=type(error).__name__)
            unheard = unheard + 1 if time.monotonic() - began < STEADY_SECONDS else 1
            if unheard >= UNHEARD and end_if_deaf(home):
                unheard = 0
        except Upstream as refusal:
            log.warning("the stream is not used", reason=refusal.message)
        except (OperationalError, InterfaceError) as error:
            log.warning("the sender waits for the database", reason=str(error))
            connections["relay"].close()
        stopped.wait(AWAY_SECONDS)


def _send(link: Link, readers: Sequence[Reader], stopped: threading.Event, sent: Callable[[], None]) -> None:
    looked, quiet = 0.0, ""
    lasting = [one.name for one in readers if one.forgotten_after is None]
    if any(link.count_undone(name) for name in lasting):
        sent()
    while not stopped.is_set():
        present = present_snapshot()
        if present != quiet:
            if is_asked(lasting):
                sent()
            if gather() + send_waiting(link):
                sent()
                continue
        quiet = present
        if time.monotonic() - looked > LOOK_FOR_LOST:
            looked = time.monotonic()
            if any(link.count_undone(name) for name in lasting):
                sent()  # who was woken for these may have been killed before it looked
            find_lost(link, lasting)
        stopped.wait(IDLE_SECONDS)


def send_waiting(link: Link) -> int:
    """Send the oldest batches that wait, and mark those the stream confirmed; returns how many."""
    rows = _rows(_UNSENT, [IN_FLIGHT])
    if not rows:
        return 0
    messages = [
        (subject_of(tenant_id, name), str(batch_id), load_rows(row_ids))
        for batch_id, tenant_id, name, row_ids in rows
    ]
    outcomes = link.publish_all(messages)
    confirmed = [row[0] for row, failure in zip(rows, outcomes, strict=True) if failure is None]
    _execute(_SENT, [confirmed])
    failures = [failure for failure in outcomes if failure is not None]
    count_mishaps(FLOW, refused=len(failures))
    for failure in failures:
        raise failure
    return len(confirmed)


def find_lost(link: Link, consumers: Sequence[str], *, older: float = LOOK_FOR_LOST) -> int:
    """Have batches sent again that the stream confirmed and no longer has; returns how many.

    That is so after somebody deleted the stream: the database still knows what the lake does not have.
    """
    if any(link.count_undone(name) for name in consumers):
        return 0
    lost = _execute(_LOST, [older])
    if lost:
        count_mishaps(FLOW, again=lost)
        log.warning("batches are sent again: the stream does not have them", batches=lost)
    return lost


def _rows(statement: str, values: Sequence[Any]) -> list[Row]:
    with connections["relay"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _execute(statement: str, values: Sequence[Any]) -> int:
    with connections["relay"].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
