"""Open lists of 1,000,000 customers and 5,000,000 orders: sorted, filtered, counted, many changed at once."""

import re
import time
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any
from urllib.parse import quote
from uuid import UUID

import psycopg
from big_shop import open_big_shop

from rapport.customers.party.queries.lists import ORDERS, list_living
from rapport.kernel.bulk.api import start_run, undo_run
from rapport.kernel.bulk.operations import do_run, undo_parts
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.paging.api import count
from rapport.kernel.paging.rules import write_cursor
from rapport.kernel.tenancy.api import as_tenant
from rapport.site.bench.calls import Caller, serving
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

CHANGED, READS = 100_000, 8
LIMIT_MS, FIRST_MS, COUNTED, BULK_S = 80, 1_500, 10_000, 20
MIDDLE = "select name_key, id from party order by name_key, id offset %s limit 1"
KEYS = "select * from party where id = any(%s)"
OWN = ("field.seats", "field.plan")
# Each by one field that has an index, or one of the business's own.
SINGLE = (
    *(f"/customers?sort={sign}{name}" for name in (*ORDERS, *OWN) for sign in ("", "-")),
    *(
        f"/customers?sort={sort}&filter={quote(where)}"
        for sort, where in (
            ("country", "country:is:CN"),
            ("stage", "stage:is:former"),
            ("city", "city:is:City 77"),
            ("-spent", "spent:above:4900 EUR"),
            ("-orders", "orders:is:7"),
            ("birth_date", "birth_date:within:1999-03"),
            ("-last_order", "last_order:within:2026-10"),
            ("name", "name:starts_with:wei"),
            ("field.seats", "custom.seats:between:7|9"),
            ("-field.plan", "custom.plan:is:plan 77"),
        )
    ),
    *(f"/orders?sort={sign}{name}" for name in ("number", "placed_at") for sign in ("", "-")),
    *("/orders?status=placed", "/orders?filter=placed_at:within:2026-10", "/orders?q=L-12"),
)
# A filter by one field and an order by another, or two orders: no single index serves them.
COMBINED = (
    *(
        f"/customers?sort={sort}&filter={quote(where)}"
        for sort, where in (
            ("name", "city:is:City 77"),
            ("-spent", "country:is:CN"),
            ("-last_order", "stage:is:former;country:any_of:DE|CN"),
            ("city", "spent:above:2500 EUR;orders:at_least:9"),
            ("field.seats", "country:is:DE;birth_date:before:1990-01-01"),
            ("-birth_date", "custom.plan:is:plan 77"),
            ("-spent", "some.orders(status:is:placed);country:is:SE"),
        )
    ),
    *(f"/customers?sort={sort}" for sort in ("stage,-spent", "country,name")),
)


def run(place: Place) -> list[Figure]:
    """Draw the crowd, open every list in many ways, count, add up, change many and take it back."""
    shop = open_big_shop(place)
    tenant_id = shop.actor.tenant_id
    floor = _read_by_keys(place, tenant_id)
    with serving(place) as server:
        caller = Caller(server.port, cookie=shop.cookie)
        middle = _in_the_middle(place, tenant_id, shop.customers)
        figures = _open_lists(caller, shop.customers, floor, middle)
    return [*figures, *_count(tenant_id, shop.actor), *_change(tenant_id, shop.actor, place.scale(CHANGED))]


def _open_lists(caller: Caller, customers: int, floor: float, middle: str) -> list[Figure]:
    first, following = _read(caller, SINGLE)
    other_first, other_following = _read(caller, COMBINED)
    begins = percentile(_time(caller, "/customers?sort=name"), 0.5)
    deep = percentile(_time(caller, f"/customers?sort=name&after={middle}"), 0.5)
    groups = percentile(_time(caller, "/orders?group=status&exact=1", times=1), 0.5)
    work = f"list {customers:,} customers"
    limit: dict[str, Any] = {"goal": LIMIT_MS, "better": "less"}
    return [
        Figure(f"{work} by one field, first page, p95", percentile(first, 0.95), "ms", floor, **limit),
        Figure(f"{work} by one field, next page, p95", percentile(following, 0.95), "ms", floor, **limit),
        Figure(
            f"{work} by several, first page, p95",
            percentile(other_first, 0.95),
            "ms",
            floor,
            goal=FIRST_MS,
            better="less",
        ),
        Figure(f"{work} by several, next page, p95", percentile(other_following, 0.95), "ms", floor, **limit),
        Figure("a page in the middle, against the first", deep / begins, "×", goal=1.5, better="less"),
        Figure("add up all orders by status", groups / 1000, "s", better="less"),
    ]


def _read(caller: Caller, addresses: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return the times of the first pages, and of the pages that follow them."""
    first, following = [], []
    for address in addresses:
        caller.get_page(address)
        first += _time(caller, address)
        # Of the page opened last, as people go on: of those frozen for each reading before, eight are kept.
        page = caller.get_page(address).decode()
        if after := re.search(r'href="([^"]*after=[^"]*)" hx-get', page):
            following += _time(caller, unescape(after[1]))
    return first, following


def _time(caller: Caller, address: str, times: int = READS) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        caller.get_page(address)
        took.append((time.perf_counter() - began) * 1000)
    return took


def _count(tenant_id: UUID, actor: Actor) -> list[Figure]:
    """Count what matches up to the bound and beyond, as the lists do."""
    with as_tenant(tenant_id):
        rows = list_living(actor)
        few = rows.filter(id__in=rows.order_by("id").values("id")[:COUNTED])
        exact = count(few)
        took = _seconds(lambda: count(rows))
    counted = exact.count if exact.exact else 0
    return [
        Figure("counted exactly", counted, "rows", goal=COUNTED),
        Figure("count or estimate all", took * 1000, "ms", better="less"),
    ]


def _change(tenant_id: UUID, actor: Actor, wanted: int) -> list[Figure]:
    """Change so many matches of a filter as a worker does, and take it back."""
    with as_tenant(tenant_id):
        tree = filters.parse("custom.seats:below:1000")
        rows = filters.narrow(list_living(actor), tree, "customer", actor=actor)
        line = start_run("customer", "edit", rows, {"field": "country", "country": "NO"}, actor=actor)
    done = _seconds(lambda: do_run(line.id, actor=actor, progress=Progress()))
    undo_run(line.id, actor=actor)
    undone = _seconds(lambda: undo_parts(line.id, actor=actor, progress=Progress()))
    if line.total != wanted:
        raise ValueError(f"The filter matches {line.total:,}, not {wanted:,}.")
    return [
        Figure(f"change {wanted:,} customers", done, "s", goal=BULK_S, better="less"),
        Figure(f"take {wanted:,} changes back", undone, "s", goal=BULK_S, better="less"),
    ]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _in_the_middle(place: Place, tenant_id: UUID, customers: int) -> str:
    """Return the cursor of the customer half way through the alphabet."""
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(tenant_id)])
        row = connection.execute(MIDDLE, [customers // 2]).fetchone()
    if row is None:
        raise ValueError("There is nobody half way.")
    return write_cursor(back=False, phase=0, value=row[0], id=UUID(str(row[1])))


def _read_by_keys(place: Place, tenant_id: UUID) -> float:
    """Return the p95 in milliseconds of reading fifty parties by their keys on a kept connection."""
    took = []
    with psycopg.connect(place.url) as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(tenant_id)])
        rows = connection.execute("select id from party tablesample system (1) limit 50").fetchall()
        ids = [row[0] for row in rows]
        for _ in range(100):
            began = time.perf_counter()
            connection.execute(KEYS, [ids]).fetchall()
            took.append((time.perf_counter() - began) * 1000)
    return percentile(took, 0.95)
