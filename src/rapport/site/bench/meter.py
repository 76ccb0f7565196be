"""Meters: the wall clock, the CPU seconds of whole process trees, and the peak of their memory."""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

from rapport.kernel.errors import Conflict

SAMPLE_SECONDS = 0.2


@dataclass(slots=True)
class Reading:
    """What a piece of work took; CPU in seconds by name of tree, memory in MiB at its highest."""

    seconds: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)
    peak_mib: dict[str, float] = field(default_factory=dict)
    watching: float = 0.0
    """CPU seconds the meter itself took; they are in no tree's."""

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds of all trees together."""
        return sum(self.cpu.values())

    def cpu_of(self, *trees: str) -> float:
        """CPU seconds of some of the trees; who only asks is no part of a server's work."""
        return sum(self.cpu[name] for name in trees)


@contextmanager
def measured(trees: dict[str, int]) -> Iterator[Reading]:
    """Measure the block over process trees, given by name and root process id.

    Raises `Conflict` where somebody waited for a root inside the block: what it took would be lost.
    """
    apart = frozenset(trees.values())
    roots = {name: psutil.Process(pid) for name, pid in trees.items()}
    reading, stop = Reading(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(roots, apart, reading, stop), daemon=True)
    before = {name: spend(root, apart) for name, root in roots.items()}
    watcher.start()
    began = time.perf_counter()
    try:
        yield reading
    finally:
        reading.seconds = time.perf_counter() - began
        gone = [name for name, root in roots.items() if not root.is_running()]
        reading.cpu = {name: spend(root, apart) - before[name] for name, root in roots.items()}
        stop.set()
        watcher.join()
        if gone:
            raise Conflict(f"Ended and waited for too early to be read: {', '.join(gone)}.")
        for name in (name for name, root in roots.items() if root.pid == os.getpid()):
            reading.cpu[name] -= reading.watching


def _watch(
    roots: dict[str, psutil.Process], apart: frozenset[int], reading: Reading, stop: threading.Event
) -> None:
    while True:
        for name, root in roots.items():
            reading.peak_mib[name] = max(reading.peak_mib.get(name, 0.0), weigh(root, apart))
        reading.watching = time.thread_time()
        if stop.wait(SAMPLE_SECONDS):
            return


def tree(root: psutil.Process, apart: frozenset[int]) -> list[psutil.Process]:
    """Return a process and everything below it that still lives; trees measured apart are left out."""
    try:
        below = [child for child in root.children() if child.pid not in apart]
    except psutil.NoSuchProcess:
        return []
    return [root, *(process for child in below for process in tree(child, apart))]


def spend(root: psutil.Process, apart: frozenset[int] = frozenset()) -> float:
    """Return the CPU seconds of a tree, children that have ended and were waited for included."""
    total = 0.0
    for process in tree(root, apart):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def weigh(root: psutil.Process, apart: frozenset[int] = frozenset()) -> float:
    """Return the resident memory of a tree in MiB."""
    total = 0
    for process in tree(root, apart):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the readings lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
