"""A relay in a process of its own, for tests that kill it: each fact's effect is a unit named after the fact.

`no-inbox` and `by-number` swap in the two faults the relay is built against: the test must catch them.
"""

import random
import sys
import threading
from collections.abc import Sequence

from rapport.site import runtime

runtime.set_up_django()

from rapport.kernel.identity.models import Unit
from rapport.kernel.ids import new_id
from rapport.kernel.outbox import inbox, relay
from rapport.kernel.outbox.api import Envelope, run_relay, subscribe

BY_NUMBER = relay._ROWS.replace(
    "xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)", "xid >= pg_snapshot_xmax(%(seen)s::pg_snapshot)"
)

HAD_NOTHING = "select null::uuid[] from (select %s::text, %s::text, %s::uuid) asked"
"""The claim of a consumer that remembers nothing."""


def leave_a_unit(batch: Sequence[Envelope]) -> None:
    """Have a countable effect for each fact."""
    Unit.objects.bulk_create(Unit(name=str(fact.payload["label"]), code=str(new_id())) for fact in batch)


if __name__ == "__main__":
    # Many short transactions in a window, so that a kill falls between them; the next relay cuts elsewhere.
    relay.BATCH = random.Random().randint(2, 7)
    if "no-inbox" in sys.argv:
        inbox._CLAIM = HAD_NOTHING
    if "by-number" in sys.argv:
        relay._ROWS = BY_NUMBER
    subscribe(f"test.under_fire.{sys.argv[1]}", ["fire.lit.v1"], leave_a_unit)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    run_relay(threading.Event())
