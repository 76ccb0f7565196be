"""Take events in: batches of a hundred, each answered once committed; alone, and with every consumer on."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from uuid import UUID

import duckdb
from event_bodies import BATCH, draw_body, number_body, sleep_until

from rapport.analytical.warehouse.api import list_builds
from rapport.bigdata.ingest.api import add_source, count_taken
from rapport.bigdata.lake.api import TableName
from rapport.bigdata.lake.api.tables import list_files
from rapport.kernel.identity.api import Actor, found_roles, system_actor
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.calls import Caller, serving
from rapport.site.bench.carrying import carrying, nothing_waits, wait_until
from rapport.site.bench.contracts import Figure
from rapport.site.bench.floors import insert_durably
from rapport.site.bench.meter import Reading, percentile
from rapport.site.bench.place import Place

CLIENTS, BODIES = 8, 64
SECONDS, FEWEST_SECONDS = 60, 5
CARRIED_SECONDS, FEWEST_CARRIED_SECONDS = 300, 10
ACCEPTED, PACE = 20_000, 8_000
SLOWEST_MS = 250
MARTS_WITHIN = 60
FACT, MODEL = "behaviour.recorded.v1", "events"


def run(place: Place) -> list[Figure]:
    """Post at an even pace with all consumers on and count what arrived; then alone, as fast as may be."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    source, key = add_source("Bench", "server", per_minute=6_000_000, actor=actor)
    floor = insert_durably(place, clients=CLIENTS)
    with serving(place) as server:
        sender = Sender(server.port, key)
        figures = _carried(place, server.pid, sender, actor)
        figures += _alone(place, server.pid, sender, floor)
    lost = sender.sent - count_taken(source.id, actor=actor)
    return [*figures, Figure("answered and not kept", lost, "events", goal=0, better="less")]


class Sender:
    """Clients that post batches whose events have ids of their own."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self.key = port, key
        self.bodies = [draw_body(random.Random(number)) for number in range(BODIES)]
        self.numbers = count(1)
        self.sent = 0

    def post(self, seconds: float, *, pace: int | None = None) -> list[float]:
        """Post for so long, as fast as answers come or at so many events a second; returns what each took.

        At a pace a batch takes from when it was due: who waits for a slow answer is late with the next.
        """
        apart = CLIENTS * BATCH / pace if pace else 0.0
        began = time.perf_counter()

        def work(place: int) -> list[float]:
            caller, took = Caller(self.port, self.key), []
            due = began + apart * place / CLIENTS
            while not took or (due if pace else time.perf_counter()) < began + seconds:
                sleep_until(due)
                start = due if pace else time.perf_counter()
                number = next(self.numbers)
                caller.send(
                    "/ingest/v1/events", number_body(self.bodies[number % BODIES], number), expect=202
                )
                took.append(time.perf_counter() - start)
                due += apart
            return took

        with ThreadPoolExecutor(CLIENTS) as clients:
            times = [one for some in clients.map(work, range(CLIENTS)) for one in some]
        self.sent += len(times) * BATCH
        return times


def _carried(place: Place, web: int, sender: Sender, actor: Actor) -> list[Figure]:
    """Read the door while relay, live figures, lake and marts work; then what all of them have."""
    with carrying(place) as processes:
        sender.post(0.0)
        wait_until(lambda: _count_in_marts(actor) == sender.sent, "the first events in the marts")
        seconds = place.seconds(CARRIED_SECONDS, FEWEST_CARRIED_SECONDS)
        with place.measuring(web=web, **processes) as reading:
            began = time.perf_counter()
            times = sender.post(seconds, pace=PACE)
            posting = time.perf_counter() - began
            in_lake = wait_until(nothing_waits, "the lake has everything")
        in_marts = in_lake + wait_until(
            lambda: _count_in_marts(actor) >= sender.sent, "the marts have everything"
        )
        doubled, lost = _hold_beside_lake(actor.tenant_id, sender.sent)
        twice = _count_in_marts(actor) - sender.sent
    return [
        *_describe(times, posting, f"with all consumers on, for {seconds} s", PACE),
        *_costs(reading, ("web", "postgresql", *processes), len(times) * BATCH),
        Figure("answered and not in the lake", lost, "events", goal=0, better="less"),
        Figure("doubled in the lake", doubled, "events", goal=0, better="less"),
        Figure("too many in the marts", twice, "events", goal=0, better="less"),
        Figure("the last event in the lake", in_lake, "s", better="less"),
        Figure("the last event in the marts", in_marts, "s", goal=MARTS_WITHIN, better="less"),
    ]


def _alone(place: Place, web: int, sender: Sender, floor: float) -> list[Figure]:
    """Read what the door takes at most, beside bare durable inserts of a row."""
    seconds = place.seconds(SECONDS, FEWEST_SECONDS)
    with place.measuring(web=web) as reading:
        times = sender.post(seconds)
    return [
        *_describe(times, reading.seconds, f"alone, as fast as may be, for {seconds} s", ACCEPTED),
        Figure("batches against bare inserts of a row", len(times) / reading.seconds, "batches/s", floor),
        *_costs(reading, ("web", "postgresql"), len(times) * BATCH),
        Figure("memory of the server", reading.peak_mib["web"], "MiB"),
    ]


def _describe(times: list[float], seconds: float, how: str, goal: int) -> list[Figure]:
    work = f"events in batches of {BATCH}, {CLIENTS} clients, committed answers, {how}"
    slowest = percentile(times, 0.99) * 1000
    least = goal * 0.99 if goal == PACE else goal
    return [
        Figure(work, len(times) * BATCH / seconds, "events/s", goal=least),
        Figure(f"{work}, p50 of a batch", percentile(times, 0.5) * 1000, "ms"),
        Figure(f"{work}, p99 of a batch", slowest, "ms", goal=SLOWEST_MS, better="less"),
    ]


def _costs(reading: Reading, trees: tuple[str, ...], events: int) -> list[Figure]:
    return [Figure(f"CPU of {name}, an event", 1e6 * reading.cpu[name] / events, "µs") for name in trees]


def _count_in_marts(actor: Actor) -> int:
    """Return how many events the marts have that were published last."""
    with as_tenant(actor.tenant_id):
        newest = next((one for one in list_builds(actor, most=1)), None)
    return newest.tables.get(MODEL, 0) if newest else 0


def _hold_beside_lake(tenant_id: UUID, sent: int) -> tuple[int, int]:
    """Return how many events the lake has twice, and how many it does not have."""
    files = list_files(TableName(tenant_id, FACT))
    query = "select count(*), count(distinct event_id) from read_parquet(?, union_by_name = true)"
    rows, events = duckdb.execute(query, [files]).fetchall()[0]
    return rows - events, sent - events
