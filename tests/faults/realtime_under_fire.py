"""`rapport realtime` in a process of its own, for tests that kill it; says "ready" once it can take.

`no-ids` swaps in the fault it is built against, effects without a memory of events: the test must catch it.
"""

import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from rapport.site import runtime

runtime.set_up_django()

from rapport.bigdata.realtime.api import Taker, Watch
from rapport.bigdata.realtime.contracts import Happening
from rapport.bigdata.realtime.operations import keeping
from rapport.bigdata.stream.api.carrying import run_consumer
from rapport.bigdata.stream.operations import taking
from rapport.bigdata.stream.operations.link import Link
from rapport.kernel.embedded.api import home_folder

HESITATION = 0.2
"""Seconds between effect and acknowledgement, so that a kill falls between them."""
AGAIN = 1.0


def forget_batches(consumer: str, batch_ids: Sequence[UUID]) -> set[UUID]:
    """Take every batch for a new one."""
    return set(batch_ids)


def forget_events(events: Sequence[Happening], *, now: object) -> list[Happening]:
    """Take every event for a new one."""
    keep_events(events, now=now)
    return list(events)


def acknowledge(link: Link, messages: list[object]) -> None:
    """Hesitate first."""
    threading.Event().wait(HESITATION)
    at_once(link, messages)


if __name__ == "__main__":
    taking.AT_ONCE = 4
    at_once, keep_events = Link.acknowledge, keeping.keep_events
    Link.acknowledge = acknowledge
    if "no-ids" in sys.argv:
        keeping.claim, keeping.keep_events = forget_batches, forget_events
    taker = Taker()
    taker.reader = replace(taker.reader, again_after=AGAIN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    run_consumer(home_folder(), taker, threading.Event(), pause=Watch(taker).look)
