"""Facts drawn by the million, straight into the lake's tables: orders, what visitors did, who they are.

Half are events of visitors, four tenths orders, a tenth customers; the same numbers give the same facts.
They follow one another evenly, so more of them are a longer history, and the newest fall on the last days.
"""

from uuid import UUID

import duckdb
import pyarrow as pa

from rapport.bigdata.lake.api import TableName
from rapport.bigdata.lake.api.tables import columns_of, count_writes, find_table, kinds_of_facts
from rapport.bigdata.lake.operations.writing import commit

SHARES = {"customer.created.v1": 0.1, "order.placed.v1": 0.4, "behaviour.recorded.v1": 0.5}
ROWS = 500_000
"""Facts in one write: a lake that took them batch by batch has put its small files together."""
_ID = "printf('%08x-0000-7000-8000-%012x', {kind}, {number})"
_AT = "timestamptz '2024-11-01 00:00:00+00' + to_milliseconds(n * {milliseconds})"
APART = 6_300
"""Milliseconds from one fact to the next: ten million are two years."""
_LOOKS = "['page', 'page', 'page', 'product', 'product', 'search', 'cart', 'checkout']"
_QUERIES = {
    "customer.created.v1": """
        select {customer} as customer_id, 1 as version,
               struct_pack(id := {customer}, version := 1, kind := 'person', stage := 'customer',
                           country := 'DE', city := 'Berlin', created_at := {at}) as state
    """,
    "order.placed.v1": """
        select {order} as order_id, 1 as version, n::varchar as number, 'bench' as source, 'order' as kind,
               'placed' as status, {buyer} as party_id, {at} as placed_at,
               ['web', 'store', 'phone'][1 + {dice_channel}] as channel, 'DE' as country, 'EUR' as currency,
               0 as paid_minor, 0 as refunded_minor,
               [struct_pack(line_id := {line}, sku := {sku}, quantity := '1.0000',
                            unit_price := (({minor}) / 100)::decimal(20, 2)::varchar,
                            total_minor := {minor})] as lines
    """,
    "behaviour.recorded.v1": """
        select {visitor} as visitor_id, n::varchar as event_id, {looks}[1 + {dice_look}] as event,
               {at} as happened_at, {at} as received_at, 's' || (n // 6) as session, {sku} as sku
    """,
}


def draw_facts(tenant_id: UUID, count: int, *, start: int = 0, of: int | None = None) -> None:
    """Write so many facts into the lake, numbered from `start`, of as many customers as `of` facts have."""
    customers = max(int((of or count) * SHARES["customer.created.v1"]), 1)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'; set threads = 2")
        for fact, share in SHARES.items():
            first, last = int(start * share), int((start + count) * share)
            for begin in range(first, last, ROWS):
                _write(connection, TableName(tenant_id, fact), begin, min(begin + ROWS, last), customers)


def _write(
    connection: duckdb.DuckDBPyConnection, table: TableName, begin: int, end: int, customers: int
) -> None:
    """Write one part: columns nobody draws are null, as in facts of long ago."""
    shape = pa.schema([*columns_of(kinds_of_facts()[table.fact]).items()])
    empty = shape.empty_table()
    connection.register("shape", empty)
    connection.execute("create or replace temp table drawn as select * from shape")
    connection.execute(f"insert into drawn by name {_query(table.fact, begin, end, customers)}")
    rows = connection.table("drawn").to_arrow_table().cast(shape)
    known = find_table(table)
    commit(table, rows, (count_writes(known) if known else 0) + 1)


def _query(fact: str, begin: int, end: int, customers: int) -> str:
    someone = _dice(1, customers)
    words = {
        "at": _AT.format(milliseconds=int(APART / SHARES[fact])),
        "customer": _ID.format(kind=1, number="n"),
        "buyer": _ID.format(kind=1, number=someone),
        "order": _ID.format(kind=2, number="n"),
        "line": _ID.format(kind=3, number="n"),
        "visitor": _ID.format(kind=4, number=f"(n // 30) % {customers}"),
        "sku": f"'SKU' || {_dice(3, 500)}",
        "minor": f"100 + {_dice(4, 20_000)}",
        "dice_channel": _dice(2, 3),
        "dice_look": _dice(5, 8),
        "looks": _LOOKS,
    }
    envelope = f"""
        {_ID.format(kind=9, number="n")} as fact_id, {words["at"]} as fact_occurred_at,
        {words["at"]} as fact_recorded_at, cast({words["at"]} as date) as day,
        strftime({words["at"]}, '%Y-%m') as month
    """
    query = _QUERIES[fact].format(**words)
    return f"{query}, {envelope} from range({begin}, {end}) as numbers(n)"


def _dice(salt: int, sides: int) -> str:
    """Return an expression for one of so many, from 0, that is always the same for a number `n`."""
    return f"cast(hash(n, {salt}) % {sides} as bigint)"
