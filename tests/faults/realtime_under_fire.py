"""`rapport realtime` in a process of its own, for tests that kill it; says "ready" once it can take.

`no-ids` swaps in the fault it is built against, effects without a memory of events: the test must catch it.
"""

import sys
import threading
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from rapport.site import runtime

runtime.set_up_django()

from rapport.bigdata.realtime.api import READER, Taker, Watch
from rapport.bigdata.realtime.contracts import Happening
from rapport.bigdata.realtime.operations import keeping
from rapport.bigdata.stream.api import Batch
from rapport.bigdata.stream.api.carrying import run_consumer
from rapport.bigdata.stream.operations import taking
from rapport.kernel.embedded.api import home_folder
from rapport.kernel.outbox import inbox

HAD_NOTHING = "select null::uuid[] from (select %s::text, %s::text, %s::uuid) asked"
"""The claim of a consumer that remembers nothing."""


def forget_events(events: Collection[Happening], *, now: datetime) -> list[Happening]:
    """Take every event for a new one."""
    keep_events(events, now=now)
    return list(events)


class Hesitant(Taker):
    """Lets a moment pass between effect and acknowledgement, so that a kill falls between them."""

    reader = replace(READER, again_after=1.0)

    def take(self, batches: Sequence[Batch]) -> None:
        """Take, and hesitate."""
        super().take(batches)
        threading.Event().wait(0.2)


if __name__ == "__main__":
    taking.AT_ONCE = 4
    keep_events = keeping.keep_events
    if "no-ids" in sys.argv:
        inbox._CLAIM = HAD_NOTHING
        keeping.keep_events = forget_events
    taker = Hesitant()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    run_consumer(home_folder(), taker, threading.Event(), pause=Watch(taker).look)
