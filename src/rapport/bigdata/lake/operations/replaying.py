"""Parked facts tried again: those that fit by now are written, once."""

import msgspec
import pyarrow.compute as pc
from django.db import connections, transaction

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.writing import CONSUMER, alone, commit, kinds_of_facts, settle
from rapport.bigdata.lake.queries.tables import count_writes, find_table
from rapport.bigdata.lake.rules.rows import read_rows
from rapport.bigdata.lake.rules.schemas import PREFIX

_PARKED = "select distinct tenant_id, envelope->>'name' from parked_fact where consumer = %s"
_OF_TABLE = """
select id, fact_id, envelope from parked_fact
 where consumer = %s and tenant_id = %s and envelope->>'name' = %s
"""
_GONE = "delete from parked_fact where id = any(%s)"


def replay_parked() -> int:
    """Write the parked facts that fit their tables by now; returns how many left.

    A fact the table has, since a run was cut short after writing it, only leaves.
    """
    with connections["relay"].cursor() as cursor:
        cursor.execute(_PARKED, [CONSUMER])
        tables = [TableName(*row) for row in cursor.fetchall()]
    return sum(_replay(table) for table in tables)


def _replay(table: TableName) -> int:
    with alone(table), connections["relay"].cursor() as cursor:
        cursor.execute(_OF_TABLE, [CONSUMER, table.tenant_id, table.fact])
        parked = {str(row[1]): (row[0], msgspec.json.decode(row[2])) for row in cursor.fetchall()}
        text = msgspec.json.Encoder().encode_lines([envelope for _, envelope in parked.values()])
        rows, _ = read_rows(text, kinds_of_facts().get(table.fact))
        if not rows.num_rows:
            return 0
        fitting = rows[f"{PREFIX}id"].to_pylist()
        known = find_table(table)
        settle(table, known)
        if known is not None:
            had = known.to_pyarrow_dataset().to_table(
                columns=[f"{PREFIX}id"], filter=pc.field(f"{PREFIX}id").isin(fitting)
            )
            rows = rows.filter(pc.invert(pc.is_in(rows[f"{PREFIX}id"], had[f"{PREFIX}id"].combine_chunks())))
        if rows.num_rows:
            commit(table, rows, (count_writes(known) if known else 0) + 1)
        with transaction.atomic(using="relay"):
            cursor.execute(_GONE, [[parked[fact_id][0] for fact_id in fitting]])
    return len(fitting)
