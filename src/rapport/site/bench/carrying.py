"""The way of facts as `rapport up` runs it: stream, relay with live figures, lake; each a process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rapport.bigdata.stream.api import list_flows
from rapport.kernel.errors import Upstream
from rapport.site.bench.place import Place

SERVERS = {"stream": ("stream",), "relay": ("relay", "--realtime"), "lake": ("lake",)}
LOOK_SECONDS = 0.05
LONGEST = 1_200.0


@contextmanager
def carrying(place: Place) -> Iterator[dict[str, int]]:
    """Have facts carried and kept while the block runs; the process ids by name, for a meter."""
    started = {name: place.command(*words, heard=False) for name, words in SERVERS.items()}
    try:
        yield {name: process.pid for name, process in started.items()}
    finally:
        for process in reversed(started.values()):
            process.terminate()
        for process in started.values():
            process.wait(30)


def wait_until(done: Callable[[], bool], what: str, *, longest: float = LONGEST) -> float:
    """Look until something is so, and return the seconds it took; raises `Upstream` where it never is."""
    began = time.perf_counter()
    while not done():
        if time.perf_counter() - began > longest:
            raise Upstream(f"Waited in vain: {what}.")
        time.sleep(LOOK_SECONDS)
    return time.perf_counter() - began


def nothing_waits() -> bool:
    """Tell whether the lake has every fact that was gathered into a batch."""
    return not any(flow.batches for flow in list_flows())
