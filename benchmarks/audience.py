"""Count audiences of six conditions over 1,000,000 customers with 5,000,000 orders, as one types them."""

import time
from collections.abc import Callable

from big_shop import open_big_shop

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
    typed, whole = list[float](), list[float]()
    for text in SIX:
        with as_tenant(shop.actor.tenant_id):
            tree = parse(text)
            typed += _time(lambda tree=tree: count_matches(tree, "customer", actor=shop.actor))
            whole += _time(lambda tree=tree: count_matches(tree, "customer", actor=shop.actor, most=ALL))
    work = f"count six conditions over {shop.customers:,} customers"
    return [
        Figure(f"{work} as typed, p95", percentile(typed, 0.95), "ms", floor, goal=LIMIT_MS, better="less"),
        Figure(
            f"{work} to the last, p95", percentile(whole, 0.95), "ms", floor, goal=LIMIT_MS, better="less"
        ),
    ]


def _time(work: Callable[[], object]) -> list[float]:
    took = []
    for _ in range(READS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return took
