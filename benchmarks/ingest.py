"""Take events in: batches of a hundred over the network, each answered once it is committed."""

import random
import threading
import time
from datetime import UTC, datetime

import msgspec

from rapport.bigdata.ingest.api import add_source, count_taken
from rapport.kernel.identity.api import found_roles, system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.calls import Caller, serving
from rapport.site.bench.contracts import Figure
from rapport.site.bench.floors import insert_durably
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

CLIENTS, SECONDS, BATCH, BODIES = 8, 60, 100, 64
ACCEPTED = 20_000
NAMES = ("page", "page", "page", "product", "product", "search", "cart", "checkout")


def run(place: Place) -> list[Figure]:
    """Serve, send, count what was kept, compare with bare durable inserts."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    source, key = add_source("Bench", "server", per_minute=6_000_000, actor=actor)
    floor = insert_durably(place, clients=CLIENTS)
    bodies = [_batch(random.Random(number)) for number in range(BODIES)]
    with serving(place) as server:
        callers = [Caller(server.port, key) for _ in range(CLIENTS)]
        warm = _send(callers, bodies, 1)
        with place.measuring(web=server.pid) as reading:
            times = _send(callers, bodies, 5 if place.small else SECONDS)
    sent = (len(warm) + len(times)) * BATCH
    events = len(times) * BATCH
    work = f"events in batches of {BATCH}, {CLIENTS} clients, committed answers"
    return [
        Figure(work, events / reading.seconds, "events/s", goal=ACCEPTED),
        Figure("batches against bare inserts of a row", len(times) / reading.seconds, "batches/s", floor),
        Figure(f"{work}, p50 of a batch", percentile(times, 0.5) * 1000, "ms"),
        Figure(f"{work}, p99 of a batch", percentile(times, 0.99) * 1000, "ms", goal=250, better="less"),
        Figure(
            "CPU of server and database, an event", 1e6 * reading.cpu_of("web", "postgresql") / events, "us"
        ),
        Figure(
            "answered and not kept",
            sent - count_taken(source.id, actor=actor),
            "events",
            goal=0,
            better="less",
        ),
        Figure("memory of the server", reading.peak_mib["web"], "MiB"),
    ]


def _batch(chance: random.Random) -> bytes:
    now = datetime.now(UTC).isoformat()
    return msgspec.json.encode([_event(chance, now) for _ in range(BATCH)])


def _event(chance: random.Random, now: str) -> dict[str, object]:
    name = chance.choice(NAMES)
    event: dict[str, object] = {
        "event": name,
        "id": f"{chance.getrandbits(128):032x}",
        "visitor": f"{chance.getrandbits(64):016x}",
        "session": f"{chance.getrandbits(64):016x}",
        "at": now,
        "url": f"https://shop.example/{name}/{chance.randrange(10_000)}",
        "title": "Tea for a long afternoon",
        "language": "de-DE",
    }
    if name in ("product", "cart"):
        event |= {"sku": f"T-{chance.randrange(2_000)}", "price": "12.50", "currency": "EUR", "quantity": 1}
    return event


def _send(callers: list[Caller], bodies: list[bytes], seconds: float) -> list[float]:
    """Have every caller send batches until the time is over; returns what each took."""
    took: list[list[float]] = [[] for _ in callers]
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        turn = number
        while (began := time.perf_counter()) < until:
            callers[number].send("/ingest/v1/events", bodies[turn % BODIES], expect=202)
            took[number].append(time.perf_counter() - began)
            turn += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(callers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for some in took for one in some]
