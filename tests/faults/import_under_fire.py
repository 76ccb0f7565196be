"""An import in a process of its own, with small chunks, for tests that kill it: says each chunk it has
committed.

`forgetful` swaps in the fault a run after a kill is built against: it does not look what has landed already.
"""

import sys
from uuid import UUID

from rapport.site import runtime

runtime.set_up_django()

from rapport.customers.intake import queries
from rapport.customers.intake.api import ImportProgress, run_import
from rapport.customers.intake.operations import frames
from rapport.kernel.identity.api import system_actor


def say(word: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def tell(progress: ImportProgress) -> None:
    """Say how many rows are safe."""
    say(str(progress.rows))


if __name__ == "__main__":
    vars(frames)["CHUNK_ROWS"] = 200
    if "forgetful" in sys.argv:
        vars(queries)["count_landed"] = lambda *_, **__: queries.Landed(0, 0)
        vars(queries)["is_landed"] = lambda *_: False
    run_import(UUID(sys.argv[2]), actor=system_actor(UUID(sys.argv[1])), heartbeat=tell)
    say("end")
