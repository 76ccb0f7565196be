"""The worker process: draws tickets from every lane, keeps rounds, takes back what dead workers held."""

import asyncio
import os
import signal
import time

import psutil
import structlog
from django.db import DatabaseError, close_old_connections
from procrastinate.contrib.django.django_connector import DjangoConnector

from rapport.kernel.jobs import claims
from rapport.kernel.jobs.contracts import LANES, Lane
from rapport.kernel.jobs.engine import engine, put_ticket
from rapport.kernel.jobs.registry import list_rounds
from rapport.kernel.jobs.watch import interrupt_all, is_busy

log = structlog.get_logger(__name__)
KEEP_EVERY = 2.0
GRACE = 8.0
MOST_TICKETS = 50
GROWN, QUIET = 64 * 2**20, 30.0
"""Bytes a worker may have grown by its jobs, and seconds without one, before it had better begin anew."""
_slots: dict[str, int] = {}
_started = time.monotonic()


def run_worker(*, quick: int = 0, long: int = 0, calls: int = 0) -> bool:
    """Work until SIGTERM or Ctrl-C; `quick`, `long` and `calls` say how many jobs of each lane run at once.

    Zero means what RAPPORT_WORKER_QUICK, _LONG and _CALLS say, or 1, 1 and 4. On a signal, running jobs stop
    at their next safe point and go back into their lane; what does not stop within 8 seconds is taken
    back by another worker 20 seconds later.

    True where it ended by itself, having nothing to do and holding what former jobs loaded: packages once
    loaded are given back only by a new process, which the caller is to become.
    """
    sizes: dict[Lane, int] = {
        "quick": quick or int(os.environ.get("RAPPORT_WORKER_QUICK", "1")),
        "long": long or int(os.environ.get("RAPPORT_WORKER_LONG", "1")),
        "calls": calls or int(os.environ.get("RAPPORT_WORKER_CALLS", "4")),
    }
    return asyncio.run(_work(sizes))


async def _work(sizes: dict[Lane, int]) -> bool:
    app = engine()
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("The engine must enqueue on Django's own connection.")
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        lanes = [
            asyncio.create_task(
                worker_app.run_worker_async(
                    queues=[lane],
                    name=lane,
                    concurrency=size,
                    delete_jobs="always",
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=GRACE,
                    fetch_job_polling_interval=5.0,
                )
            )
            for lane, size in sizes.items()
        ]
        keeper = asyncio.create_task(_keep(stop))
        ended = asyncio.create_task(stop.wait())
        await asyncio.wait([ended, *lanes], return_when=asyncio.FIRST_COMPLETED)
        failed = not stop.is_set()
        stop.set()
        await asyncio.to_thread(interrupt_all)
        for lane_task in lanes:
            lane_task.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        grown = await keeper
    if failed:
        raise ConnectionError("A lane of the worker ended by itself; the supervisor starts it again.")
    return grown


async def _keep(stop: asyncio.Event) -> bool:
    """Keep the house until told to stop, or until nothing is left to do and much is held; true then."""
    process, quiet_since = psutil.Process(), time.monotonic()
    at_first = process.memory_info().rss
    while not stop.is_set():
        await asyncio.to_thread(keep_house)
        now = time.monotonic()
        if is_busy():
            quiet_since = now
        elif now - quiet_since > QUIET and process.memory_info().rss - at_first > GROWN:
            stop.set()
            return True
        try:
            await asyncio.wait_for(stop.wait(), KEEP_EVERY)
        except TimeoutError:
            continue
    return False


def keep_house() -> None:
    """Start the rounds that are due, take back stale jobs, and put the tickets that are missing."""
    try:
        _start_rounds(int(time.time()), time.monotonic() - _started)
        claims.recover_stale()
        claims.sweep_tickets()
        for lane in LANES:
            for _ in range(min(MOST_TICKETS, claims.count_missing_tickets(lane))):
                put_ticket(lane)
    except DatabaseError:
        log.exception("the worker's house was not kept")
    finally:
        close_old_connections()


def _start_rounds(now: int, age: float) -> None:
    """Start each round whose slot this process has not seen; the database refuses a second start.

    `age` is how many seconds this worker lives.
    """
    for kind, how in list_rounds():
        slot = now // how.seconds
        if age >= how.rest and _slots.get(kind.kind) != slot:
            claims.start_round(kind.kind, kind.lane, kind.attempts, slot)
            _slots[kind.kind] = slot
