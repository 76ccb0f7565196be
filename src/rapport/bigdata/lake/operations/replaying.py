"""Parked facts tried again: those that fit by now are written, once."""

from typing import Any
from uuid import UUID

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable
from django.db import connections, transaction

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.writing import CONSUMER, alone, commit, kinds_of_facts, settle
from rapport.bigdata.lake.queries.tables import count_writes, find_table, schema_of
from rapport.bigdata.lake.rules.rows import read_rows
from rapport.bigdata.lake.rules.schemas import PREFIX
from rapport.kernel.outbox.api import keep_parked, unpark

_PARKED = "select distinct tenant_id, envelope->>'name' from parked_fact where consumer = %s"
_OF_TABLE = """
select id, fact_id, envelope from parked_fact
 where consumer = %s and tenant_id = %s and envelope->>'name' = %s
"""


def replay_parked() -> int:
    """Write the parked facts that fit their tables by now; returns how many left.

    A fact the table has, since a run was cut short after writing it, only leaves; one that fits no better
    than before stays with the newest reason.
    """
    with connections["relay"].cursor() as cursor:
        cursor.execute(_PARKED, [CONSUMER])
        tables = [TableName(*row) for row in cursor.fetchall()]
    return sum(_replay(table) for table in tables)


def _replay(table: TableName) -> int:
    with alone(table):
        parked = _parked_of(table)
        text = msgspec.json.Encoder().encode_lines([envelope for _, envelope in parked.values()])
        known = find_table(table)
        settle(table, known)
        rows, misfits = read_rows(text, kinds_of_facts().get(table.fact), schema_of(known))
        fitting = rows[f"{PREFIX}id"].to_pylist() if rows.num_rows else []
        if known is not None and fitting:
            rows = _without_known(rows, known)
        if rows.num_rows:
            commit(table, rows, (count_writes(known) if known else 0) + 1)
        with transaction.atomic(using="relay"):
            unpark([parked[fact_id][0] for fact_id in fitting])
            for misfit in misfits:
                keep_parked(parked[msgspec.json.decode(misfit.line)["id"]][0], misfit.reason)
    return len(fitting)


def _parked_of(table: TableName) -> dict[str, tuple[UUID, Any]]:
    with connections["relay"].cursor() as cursor:
        cursor.execute(_OF_TABLE, [CONSUMER, table.tenant_id, table.fact])
        return {str(row[1]): (row[0], msgspec.json.decode(row[2])) for row in cursor.fetchall()}


def _without_known(rows: pa.Table, table: DeltaTable) -> pa.Table:
    ids = rows[f"{PREFIX}id"]
    chosen = pc.field(f"{PREFIX}id").isin(ids.to_pylist())
    had = table.to_pyarrow_dataset().to_table(columns=[f"{PREFIX}id"], filter=chosen)
    return rows.filter(pc.invert(pc.is_in(ids, had[f"{PREFIX}id"].combine_chunks())))
