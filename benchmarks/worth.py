"""Count the worth of 438,000 customers from 5,000,000 orders, beside polars in memory."""

import time
from collections.abc import Sequence
from uuid import UUID

import polars as pl
from django.db import connection

from rapport.analytical.value.operations import sources
from rapport.analytical.value.operations.recount import recount_worth
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place

ORDERS, CUSTOMERS = 5_000_000, 438_000
DRAW = """
insert into {table}
select lpad(to_hex((customers * pow(random(), 1.7))::bigint), 32, '0')::uuid, uuidv7(),
       timestamptz '2026-01-01' - random() * interval '700 days', (100 + 20000 * random())::bigint, 0
  from generate_series(1, {orders}), (select {customers} as customers) given
"""


class DrawnPurchases:
    """Purchases drawn from a seed inside the database; the drawing's own time is read apart."""

    def __init__(self, orders: int, customers: int) -> None:
        self.orders, self.customers, self.seconds = orders, customers, 0.0

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Draw the purchases."""
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("select setseed(0.42)")
            cursor.execute(DRAW.format(table=table, orders=self.orders, customers=self.customers))
        self.seconds = time.perf_counter() - began


def run(place: Place) -> list[Figure]:
    """Count twice: everybody new, then nobody changed."""
    orders, customers = place.scale(ORDERS), place.scale(CUSTOMERS)
    source = DrawnPurchases(orders, customers)
    sources._sources[:] = [source]
    actor = system_actor(create_tenant("bench", "Bench").id)
    with place.measuring() as first:
        changed = recount_worth(actor=actor)
    first_seconds = first.seconds - source.seconds
    with place.measuring() as again:
        recount_worth(actor=actor)
    floor = _count_in_polars(orders, customers)
    work = f"{orders:,} orders, {changed:,} customers"
    return [
        Figure(f"worth counted and written, {work}", first_seconds, "s", floor, goal=60, better="less"),
        Figure(
            "worth counted again, nothing changed", again.seconds - source.seconds, "s", floor, better="less"
        ),
        Figure("memory of the counting process", first.peak_mib["python"], "MiB", goal=512, better="less"),
    ]


def _count_in_polars(orders: int, customers: int) -> float:
    """Return the seconds polars takes for as many purchases in memory, nothing written."""
    index = pl.int_range(orders, eager=True).hash(seed=42)
    lines = pl.DataFrame(
        {"key": index % customers, "at": index // 7 % 60_000_000, "gross": index // 11 % 20_000 + 100}
    )
    began = time.perf_counter()
    sums = lines.group_by("key").agg(last=pl.col("at").max(), orders=pl.len(), gross=pl.col("gross").sum())
    for columns in (["last", "key"], ["orders", "gross", "key"], ["gross", "key"]):
        sums.sort(columns).with_row_index().select((pl.col("index") * 5 // customers).sum())
    return time.perf_counter() - began
