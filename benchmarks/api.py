"""Create customers over the API, one by one with eight clients and ten thousand at once.

The shop has 100,000 customers already, as those of the peers had.
"""

import threading
import time

from crowd import draw_crowd

from rapport.kernel.identity.api import create_token, found_roles
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.calls import Caller, serving
from rapport.site.bench.contracts import Figure
from rapport.site.bench.floors import insert_durably
from rapport.site.bench.meter import Reading, percentile
from rapport.site.bench.place import Place

KNOWN = 100_000
CLIENTS, SECONDS = 8, 20
BULK_ROWS, BULK_CALLS = 10_000, 3
SINGLE, BULK = 200, 3_000


def run(place: Place) -> list[Figure]:
    """Serve, call, compare with bare durable inserts."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    with as_tenant(tenant.id):
        _, secret = create_token("bench", "admin")
    draw_crowd(place, tenant.id, customers=place.scale(KNOWN), orders=0, touches=0)
    floor = insert_durably(place, clients=CLIENTS)
    with serving(place) as server:
        callers = [Caller(server.port, secret) for _ in range(CLIENTS)]
        _create(callers, 1)
        with place.measuring(web=server.pid) as single:
            times = _create(callers, 5 if place.small else SECONDS)
        calls = 1 if place.small else BULK_CALLS
        with place.measuring(web=server.pid) as bulk:
            for number in range(calls):
                _upsert(callers[0], number, BULK_ROWS)
        with place.measuring(web=server.pid) as again:
            _upsert(callers[0], 0, BULK_ROWS)
    work = f"create a customer, {CLIENTS} clients"
    return [
        Figure(work, len(times) / single.seconds, "creates/s", floor, goal=SINGLE),
        Figure(f"{work}, p50", percentile(times, 0.5) * 1000, "ms"),
        Figure(f"{work}, p95", percentile(times, 0.95) * 1000, "ms"),
        Figure(
            "CPU of server and database, a create",
            single.cpu_of("web", "postgresql") / len(times) * 1000,
            "ms",
        ),
        Figure("bulk upsert, new rows", calls * BULK_ROWS / bulk.seconds, "rows/s", floor, goal=BULK),
        Figure("CPU of server and database, a new row in bulk", 1000 * _cpu(bulk) / calls / BULK_ROWS, "ms"),
        Figure("bulk upsert, known rows", BULK_ROWS / again.seconds, "rows/s", floor, goal=BULK),
        Figure("memory of the server", max(r.peak_mib["web"] for r in (single, bulk, again)), "MiB"),
    ]


def _cpu(reading: Reading) -> float:
    return reading.cpu_of("web", "postgresql")


def _create(callers: list[Caller], seconds: float) -> list[float]:
    """Have every caller create customers until the time is over; returns what each call took."""
    took: list[list[float]] = [[] for _ in callers]
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        while (began := time.perf_counter()) < until:
            body = _customer(f"{time.time_ns()}.{number}")
            callers[number].post("/customers", body, expect=201)
            took[number].append(time.perf_counter() - began)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(callers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for some in took for one in some]


def _upsert(caller: Caller, part: int, rows: int) -> None:
    answer = caller.post(
        "/customers/bulk",
        {"mode": "upsert", "rows": [_customer(f"bulk{part}.{number}") for number in range(rows)]},
        expect=200,
    )
    if answer["rejected"]:
        raise ValueError(f"{answer['rejected']} rows were rejected: {answer['results'][0]}")


def _customer(key: str) -> dict[str, object]:
    return {
        "given_name": "Ada",
        "family_name": f"Lovelace {key[-6:]}",
        "country": "DE",
        "city": "Berlin",
        "contact_points": [{"kind": "email", "value": f"ada.{key}@example.com"}],
        "external_ids": [{"system": "shop", "external_id": key}],
    }
