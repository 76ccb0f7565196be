"""Answer visitors: from the post of an event to its trigger's fact, at 1,000 events a second."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid5

import msgspec
from django.db import connections
from event_bodies import sleep_until

from rapport.bigdata.ingest.api import add_source
from rapport.bigdata.realtime.api import add_trigger
from rapport.bigdata.stream.api import Reader, stream_url
from rapport.bigdata.stream.operations.link import connected
from rapport.kernel.identity.api import found_roles, system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Load
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.calls import Caller, serving
from rapport.site.bench.carrying import carrying, nothing_waits, wait_until
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

RATE, BATCH, SECONDS, FEWEST_SECONDS = 1_000, 50, 120, 20
TIMES = 3
"""Views of one product that fire the trigger: a new visitor in each batch makes them."""
LOOK_SECONDS = 0.01
BARE = 200
_FIRED = """
select subject_id from fact
 where name = 'trigger.fired.v1' and tenant_id = %s and id >= fact_id_at(now() - make_interval(secs => %s))
"""
PATIENCE = 60.0
"""Seconds a fact may take and still be seen to come."""


def run(place: Place) -> list[Figure]:
    """Serve and carry, post at an even pace, watch the outbox for facts, then read the bare stream."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    _, key = add_source("Bench", "server", actor=actor)
    rule = {"name": "Looks again", "kind": "times", "event": "product", "times": TIMES, "minutes": 10}
    add_trigger({**rule, "same": True, "repeat": "week"}, actor=actor)
    seconds = place.seconds(SECONDS, FEWEST_SECONDS)
    with serving(place) as server, carrying(place) as processes:
        caller = Caller(server.port, key)
        _warm(caller)
        with _watching(tenant.id) as seen, place.measuring(web=server.pid, **processes) as reading:
            posted = _post(caller, tenant.id, seconds * RATE // BATCH)
            wait_until(lambda: posted.keys() <= seen.keys(), "a trigger's fact", longest=PATIENCE)
            wait_until(nothing_waits, "the lake has everything")
        bare = _read_bare(place)
        fired = _count_fired(tenant.id)
    waits = [seen[visitor] - moment for visitor, moment in posted.items()]
    events = len(posted) * BATCH
    every = ("web", "postgresql", *processes)
    way = f"event → trigger fact at {RATE:,} events/s"
    wrong = sum(abs(fired[visitor] - 1) for visitor in posted) + len(fired.keys() - posted.keys())
    return [
        Figure(
            f"{way}, p50", percentile(waits, 0.5) * 1000, "ms", percentile(bare, 0.5) * 1000, better="less"
        ),
        Figure(
            f"{way}, p95",
            percentile(waits, 0.95) * 1000,
            "ms",
            percentile(bare, 0.95) * 1000,
            goal=1000,
            better="less",
        ),
        Figure(
            f"facts of {len(posted):,} that are missing, or one too many",
            wrong,
            "facts",
            goal=0,
            better="less",
        ),
        Figure("CPU of all processes, an event", 1e6 * reading.cpu_of(*every) / events, "µs"),
        *(Figure(f"of it {name}", 1e6 * reading.cpu[name] / events, "µs") for name in every),
        Figure("memory of relay and live figures", reading.peak_mib["relay"], "MiB"),
    ]


def _warm(caller: Caller) -> None:
    """Have every process at work before anything is read."""
    for _ in range(5):
        caller.send("/ingest/v1/events", msgspec.json.encode([_event("warm", "page")]), expect=202)
    wait_until(lambda: not nothing_waits(), "batches are gathered", longest=60)
    wait_until(nothing_waits, "the stream and the lake work", longest=120)


def _post(caller: Caller, tenant_id: UUID, batches: int) -> dict[UUID, float]:
    """Post batches evenly; returns for each visitor who is to be answered when their events were due."""
    dice = random.Random(1)
    due: dict[UUID, float] = {}
    began = time.perf_counter()
    for number in range(batches):
        name = f"probe-{number}"
        looks = [_event(name, "product", sku="T-1") for _ in range(TIMES)]
        others = [_event(f"v{dice.randrange(5_000)}", "page") for _ in range(BATCH - TIMES)]
        moment = began + number * BATCH / RATE
        sleep_until(moment)
        due[uuid5(tenant_id, f"visitor:{name}")] = moment
        caller.send("/ingest/v1/events", msgspec.json.encode([*others, *looks]), expect=202)
    return due


def _event(visitor: str, name: str, **more: object) -> dict[str, object]:
    at, url = datetime.now(UTC), f"https://shop.example/{name}"
    return {"event": name, "id": str(new_id()), "visitor": visitor, "at": at, "url": url, **more}


@contextmanager
def _watching(tenant_id: UUID) -> Iterator[dict[UUID, float]]:
    """Note when each visitor's fact can first be read, as whoever subscribes to it would."""
    seen: dict[UUID, float] = {}
    stopped = threading.Event()

    def watch() -> None:
        while not stopped.wait(LOOK_SECONDS):
            fired = _count_fired(tenant_id, within=PATIENCE)
            now = time.perf_counter()
            for visitor in fired:
                seen.setdefault(visitor, now)
        connections["relay"].close()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        stopped.set()
        watcher.join()


def _count_fired(tenant_id: UUID, *, within: float = 86_400.0) -> Counter[UUID]:
    with connections["relay"].cursor() as cursor:
        cursor.execute(_FIRED, [tenant_id, within])
        return Counter(row[0] for row in cursor.fetchall())


def _read_bare(place: Place) -> list[float]:
    """Return what a message of a batch's size takes through the same stream to a reader that does nothing."""
    text, times = bytes(BATCH * 400), []
    with connected(stream_url(place.home) or "", [Reader("bare", ("bare.sent.v1",))]) as link:
        for _ in range(BARE):
            began = time.perf_counter()
            link.publish_all([(f"fact.{new_id()}.bare.sent.v1", str(new_id()), Load(text))])
            link.acknowledge(link.fetch("bare", 2, 5.0))
            times.append(time.perf_counter() - began)
    return times
