"""Open the page of a customer with 5,000 orders and 20,000 timeline entries, among a million customers."""

import time

import psycopg
from crowd import OPENED, draw_crowd
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.kernel.identity.api import add_member, create_person, found_roles
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.calls import Caller, cookie_of, serving, sign_in
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

CUSTOMERS, ORDERS, TOUCHES, READS = 1_000_000, 5_000, 20_000, 200
LIMIT_MS, QUERIES = 80, 25
PAGE = f"/customers/{OPENED}"


def run(place: Place) -> list[Figure]:
    """Draw the crowd, open the page again and again, count its queries."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    person = create_person("bench@example.com", "Bench")
    member = add_member(tenant.id, person, ["admin"])
    customers = place.scale(CUSTOMERS)
    draw_crowd(place, tenant.id, customers=customers, orders=ORDERS, touches=TOUCHES)
    browser = sign_in(person.email, tenant.id, member.id)
    queries = _count_queries(browser)
    floor = _read_by_key(place, str(tenant.id))
    with serving(place) as server:
        caller = Caller(server.port, cookie=cookie_of(browser))
        times, size = _open(caller, 20), len(caller.get_page(PAGE))
        with place.measuring(web=server.pid) as reading:
            times = _open(caller, READS)
    cpu = reading.cpu_of("web", "postgresql")
    work = f"open a customer among {customers:,}"
    return [
        Figure(f"{work}, p50", percentile(times, 0.5), "ms", floor, better="less"),
        Figure(f"{work}, p95", percentile(times, 0.95), "ms", floor, goal=LIMIT_MS, better="less"),
        Figure("queries of the page", queries, "queries", goal=QUERIES, better="less"),
        Figure("CPU of server and database, a page", cpu / READS * 1000, "ms"),
        Figure("size of the page", size / 1024, "KiB"),
    ]


def _count_queries(browser: Client) -> int:
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(PAGE)
    if page.status_code != 200:
        raise ValueError(f"The page answers {page.status_code}.")
    return len(queries)


def _open(caller: Caller, times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        caller.get_page(PAGE)
        took.append((time.perf_counter() - began) * 1000)
    return took


def _read_by_key(place: Place, tenant: str) -> float:
    """Return the p95 in milliseconds of reading one party by its key on a kept connection."""
    took = []
    with psycopg.connect(place.url) as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [tenant])
        for _ in range(READS):
            began = time.perf_counter()
            connection.execute("select * from party where id = %s", [OPENED]).fetchone()
            took.append((time.perf_counter() - began) * 1000)
    return percentile(took, 0.95)
