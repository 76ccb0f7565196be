"""Count audiences of six conditions over 1,000,000 customers and their orders, as one types them."""

import time
from collections.abc import Callable

from big_shop import CUSTOMERS, ORDERS, BigShop, open_big_shop

from rapport.kernel.filters.api import count_matches, parse
from rapport.kernel.tenancy.api import as_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

LIMIT_MS, READS, ALL = 1_000, 5, 100_000_000
SIX = (
    "country:any_of:DE|CN|FR;stage:is:customer;spent:above:500 EUR;orders:at_least:2;"
    "last_order:after:2026-09-01;custom.seats:between:100|9000",
    "country:is:DE;stage:is:customer;orders:at_least:3;spent:below:4000 EUR;birth_date:before:1995-01-01;"
    "custom.seats:above:2000",
    "stage:is:customer;country:is:SE;orders:at_least:1;spent:above:100 EUR;last_order:after:2026-06-01;"
    "some.orders(status:is:completed)",
    "country:any_of:US|GB;stage:is:customer;orders:at_most:9;spent:above:1000 EUR;custom.seats:below:5000;"
    "birth_date:after:1980-01-01",
)
FLOOR = "select count(*) from party where country = any(array['DE', 'CN', 'FR']) and spent_minor > 50000"


def run(place: Place) -> list[Figure]:
    """Draw the crowd, then count each audience as its page does, and to the last customer."""
    shop = open_big_shop(place)
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(shop.actor.tenant_id)])
        floor = percentile(_time(lambda: connection.execute(FLOOR).fetchall()), 0.95)
    orders = shop.customers * ORDERS // CUSTOMERS
    told = (
        f"six conditions over {shop.customers:,} customers, {orders:,} orders, {2 * shop.customers:,} values"
    )
    figures = []
    for name, most in ((f"count {told}, as typed", None), ("the same to the last customer", ALL)):
        took = list[float]()
        with place.measuring() as reading:
            for text in SIX:
                took += _count(text, shop, most)
        p95, cpu = percentile(took, 0.95), reading.cpu_seconds / len(took) * 1000
        figures.append(Figure(f"{name}, p95", p95, "ms", floor, goal=LIMIT_MS, better="less"))
        figures.append(Figure(f"{name}, CPU of each", cpu, "ms", better="less"))
    return figures


def _count(text: str, shop: BigShop, most: int | None) -> list[float]:
    with as_tenant(shop.actor.tenant_id):
        tree, bound = parse(text), {} if most is None else {"most": most}
        return _time(lambda: count_matches(tree, "customer", actor=shop.actor, **bound))


def _time(work: Callable[[], object]) -> list[float]:
    took = []
    for _ in range(READS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return took
