"""Landing a chunk of order lines: products, orders, lines, sums, history, timeline and facts, each one
statement.
"""

from typing import Final

import polars as pl

from rapport.customers.intake.api import read_number, read_rows, run_statement, stage_frame
from rapport.customers.intake.contracts import ROW, ChunkOutcome, ImportContext, Reject
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.work.api import Work
from rapport.operational.orders.operations.order_import import statements

STAGED: Final = (
    (ROW, "bigint"),
    ("invoice", 'text collate "C"'),
    ("at", "timestamptz"),
    ("currency", "text"),
    ("digits", "int"),
    ("country", "text"),
    ("customer_key", 'text collate "C"'),
    ("customer_name", "text"),
    ("email", "text"),
    ("phone", "text"),
    ("sku", 'text collate "C"'),
    ("description", "text"),
    ("quantity", "numeric"),
    ("price", "numeric"),
)
FACTS: Final = {False: "order.placed.v1", True: "order.changed.v1"}


def land(frame: pl.DataFrame, customers: int, context: ImportContext, work: Work) -> ChunkOutcome:
    """Write the sound lines of a chunk; `pg_temp.person` holds the customers it names."""
    stage_frame("stage_line", STAGED, frame)
    values = {
        "batch": context.import_id,
        "now": work.now,
        "source": context.options.source or "import",
        "update": context.options.update,
        "create": context.options.create,
        "actor": context.actor.id,
        "actor_name": context.actor.name,
        "unit": context.actor.unit_id,
    }
    for statement in statements.MATCH:
        run_statement(statement, values)
    products = run_statement(statements.PRODUCT, values)
    for statement in statements.REPLACE:
        run_statement(statement, values)
    placed = run_statement(statements.ORDER, values)
    lines = run_statement(statements.LINE, values)
    changed = run_statement(statements.SUMS, values)
    for statement in (statements.STATUS, statements.TOUCH):
        run_statement(statement, values)
    _record_facts(work)
    rejects = [
        Reject(int(row), "invoice", str(reason), str(text))
        for row, reason, text in read_rows(statements.NOT_WANTED)
    ]
    counts = {
        "customers": customers,
        "products": products,
        "orders": placed,
        "orders_changed": changed,
        "lines": lines,
    }
    return ChunkOutcome(rejects, counts)


def _record_facts(work: Work) -> None:
    if not read_number("select count(*)::int from pg_temp.doc where wanted"):
        return
    found = read_rows(statements.STATES, [PARCEL])
    for known, name in FACTS.items():
        parcels = [(int(count), str(lines).encode() + b"\n") for one, count, lines in found if one is known]
        if parcels:
            work.record_bulk(name, "order", parcels)
