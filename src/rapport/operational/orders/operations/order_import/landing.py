"""Landing a chunk of order lines: products, orders, lines, sums, history, timeline and facts, each one
statement.
"""

from typing import Any, Final
from uuid import UUID

import polars as pl

from rapport.customers.intake.api.landing import read_number, read_rows, run_statement, stage_frame
from rapport.customers.intake.contracts import ROW, ChunkOutcome, ImportContext, Reject
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.tenancy.api import get_own_tenant
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
    stage_frame("stage_line", STAGED, frame, statements.TOTAL)
    values: dict[str, Any] = {
        "batch": context.import_id,
        "now": work.now,
        "source": context.options.source or "import",
        "update": context.options.update,
        "create": context.options.create,
        "actor": context.actor.id,
        "actor_name": context.actor.name,
        "unit": context.actor.unit_id,
        "invoices": frame["invoice"].unique().to_list(),
        "skus": frame["sku"].unique().to_list(),
        "parcel": PARCEL,
        "own": get_own_tenant(context.actor.tenant_id).currency,
    }
    for statement in statements.MATCH:
        run_statement(statement, values)
    values.update(_ids())
    products = run_statement(statements.PRODUCT, values)
    for statement in statements.REPLACE:
        run_statement(statement, values)
    placed = run_statement(statements.ORDER, values)
    lines = run_statement(statements.LINE, values)
    changed = read_number(statements.SUMS, values) if values["known"] else 0
    for statement in (statements.STATUS, statements.TOUCH):
        run_statement(statement, values)
    _record_facts(values, work)
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


def _ids() -> dict[str, list[UUID]]:
    """Return the ids of the chunk: looked up as arrays of constants, each table is read by its index."""
    found = read_rows(statements.IDS)
    return {
        "all": [one for one, _, _, _ in found],
        "known": [one for one, known, _, _ in found if known],
        "fresh": [one for one, known, _, _ in found if not known],
        "replaced": [one for one, known, mine, _ in found if known and not mine],
        "parties": list({party for _, _, _, party in found if party}),
    }


def _record_facts(values: dict[str, Any], work: Work) -> None:
    if not values["all"]:
        return
    found = read_rows(statements.STATES, values)
    for known, name in FACTS.items():
        parcels = [(int(count), str(lines).encode() + b"\n") for one, count, lines in found if one is known]
        if parcels:
            work.record_bulk(name, "order", parcels)
