"""An import in a process of its own, with small chunks, for tests that kill it or run two at once: says each
chunk it has committed.

`in-step` has it say `met` once it knows who its first chunk is, and wait for a line before it writes. Two
faults may be swapped in: `forgetful` does not look what has landed already, `heedless` does not wait for
other arrivals.
"""

import sys
from typing import Any
from uuid import UUID

from rapport.site import runtime

runtime.set_up_django()

from rapport.customers.intake import queries
from rapport.customers.intake.api import ImportProgress
from rapport.customers.intake.api.landing import run_import
from rapport.customers.intake.operations import frames, running
from rapport.customers.intake.operations.people import meeting
from rapport.kernel.identity.api import system_actor


def say(word: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def tell(progress: ImportProgress) -> None:
    """Say how many rows are safe."""
    say(str(progress.rows))


MEET = meeting.meet


def meet_in_step(*given: Any) -> Any:
    """Meet the first chunk's customers and wait; the others are met at once."""
    met = MEET(*given)
    vars(meeting)["meet"] = MEET
    say("met")
    sys.stdin.readline()
    return met


if __name__ == "__main__":
    vars(frames)["CHUNK_ROWS"] = 200
    if "forgetful" in sys.argv:
        vars(queries)["count_landed"] = lambda *_, **__: queries.Landed(0, 0)
        vars(queries)["is_landed"] = lambda *_: False
    if "heedless" in sys.argv:
        vars(running)["lock_arrivals"] = lambda _: None
    if "in-step" in sys.argv:
        vars(meeting)["meet"] = meet_in_step
    run_import(UUID(sys.argv[2]), actor=system_actor(UUID(sys.argv[1])), heartbeat=tell)
    say("end")
