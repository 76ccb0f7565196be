"""The door of events in children of one process that has loaded everything, for tests that kill them.

Each line `again` forks a child; its number is said, and later that it is gone. The child takes a batch a line
and says the status of its answer. With the fault `hasty` it answers first and keeps what it was told a moment
later.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from rapport.site import runtime

runtime.set_up_django()

from rapport.bigdata.ingest.contracts import Asked
from rapport.bigdata.ingest.http import door


def tell(words: object) -> None:
    """Say it at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def keep_later(asked: Asked) -> None:
    """Keep a batch that was acknowledged already."""
    Event().wait(0.02)
    door.take(asked)


def serve(key: str, *, hasty: bool) -> None:
    """Take batches until killed."""
    head = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    later = ThreadPoolExecutor(1)
    for line in sys.stdin:
        asked = Asked("POST", door.PATH, {}, head, line.encode())
        if hasty:
            later.submit(keep_later, asked)
            tell(202)
        else:
            tell(door.take(asked).status)


if __name__ == "__main__":
    tell("ready")
    while line := sys.stdin.readline():
        if line != "again\n":
            continue
        if child := os.fork():
            tell(child)
            os.waitpid(child, 0)
            tell("gone")
        else:
            serve(sys.argv[1], hasty="hasty" in sys.argv)
