"""Meters: the wall clock, the CPU seconds of whole process trees, and the peak of their memory."""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil

from rapport.kernel.errors import Conflict

SAMPLE_SECONDS = 0.5


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
    roots = {name: psutil.Process(pid) for name, pid in trees.items()}
    reading, stop = Reading(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(roots, reading, stop), daemon=True)
    before = _spent(roots)
    watcher.start()
    began = time.perf_counter()
    try:
        yield reading
    finally:
        reading.seconds = time.perf_counter() - began
        gone = [name for name, root in roots.items() if not root.is_running()]
        reading.cpu = {name: spent - before[name] for name, spent in _spent(roots).items()}
        stop.set()
        watcher.join()
        if gone:
            raise Conflict(f"Ended and waited for too early to be read: {', '.join(gone)}.")
        for name in (name for name, root in roots.items() if root.pid == os.getpid()):
            reading.cpu[name] -= reading.watching


def _watch(roots: dict[str, psutil.Process], reading: Reading, stop: threading.Event) -> None:
    while True:
        for name, processes in _grow(roots).items():
            reading.peak_mib[name] = max(reading.peak_mib.get(name, 0.0), _weigh(processes))
        reading.watching = time.thread_time()
        if stop.wait(SAMPLE_SECONDS):
            return


def _grow(roots: dict[str, psutil.Process]) -> dict[str, list[psutil.Process]]:
    """Return each root with everything below it that lives; what lies below another root is that one's.

    The system is looked through once for all of them: a look for each process would take a quarter of a
    core from whatever is being measured.
    """
    parents = {one.pid: one.info["ppid"] for one in psutil.process_iter(["ppid"])}
    named = {root.pid: name for name, root in roots.items()}
    trees: dict[str, list[psutil.Process]] = {name: [] for name in roots}
    for pid in parents:
        above: int | None = pid
        while above and above not in named:
            above = parents.get(above)
        if above:
            with suppress(psutil.NoSuchProcess):
                trees[named[above]].append(psutil.Process(pid))
    return trees


def _spent(roots: dict[str, psutil.Process]) -> dict[str, float]:
    """Return the CPU seconds of each tree, children that have ended and were waited for included."""
    spent = dict.fromkeys(roots, 0.0)
    for name, processes in _grow(roots).items():
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                spent[name] += times.user + times.system + times.children_user + times.children_system
    return spent


def _weigh(processes: Sequence[psutil.Process]) -> float:
    """Return the resident memory of processes in MiB."""
    total = 0
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            total += process.memory_info().rss
    return total / 2**20


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the readings lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
