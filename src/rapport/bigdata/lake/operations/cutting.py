"""Months that are kept no longer leave the lake: a business's rule says which, a fact brings it here.

Facts of one kind go by whole months, all or those of nobody who is known. Older versions go with them, and a
proof counts in every file that is left. What was made of a table before is made anew: the commit that takes a
month away carries the number of the cut, so nobody reads the one without the other.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import structlog
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake

from rapport.bigdata.lake.contracts import Cut, TableName
from rapport.bigdata.lake.operations.erasing import Proof
from rapport.bigdata.lake.operations.registry import list_cuts
from rapport.bigdata.lake.operations.writing import alone
from rapport.bigdata.lake.queries.storage import let_read, storage_options
from rapport.bigdata.lake.queries.tables import (
    CUTTER,
    count_cuts,
    find_table,
    list_files,
    list_stored_files,
    table_uri,
)

log = structlog.get_logger(__name__)
_GOING = """
select month, count(*)
  from read_parquet(?, union_by_name = true, hive_partitioning = true, hive_types = {{'month': 'VARCHAR'}})
 where month < ? {whose} group by month order by month
"""
_STRANGERS = "and coalesce({column}, '') not in (select id from known)"
_ASKED = "select everybody, max(before) from read_parquet(?, union_by_name = true) group by everybody"
_KNOWN = "select distinct {column} as id from read_parquet(?, union_by_name = true)"


def cut_asked(tenant_id: UUID) -> list[Proof]:
    """Cut off what a business's rules asked for, as the newest facts say; safe to repeat."""
    proofs = []
    for fact, cut in list_cuts().items():
        files = list_files(TableName(tenant_id, fact))
        for everybody, before in _ask(_ASKED, files) if files else []:
            for one in cut.facts:
                day = date.fromisoformat(before)
                proofs.append(cut_off(TableName(tenant_id, one), cut, day, everybody=everybody))
    return [proof for proof in proofs if proof.deleted or proof.remaining]


def cut_off(table: TableName, cut: Cut, before: date, *, everybody: bool) -> Proof:
    """Take the months before a day (the first of one) out of a table, older versions and files included."""
    with alone(table):
        known = None if everybody else _list_known(table.tenant_id, cut)
        stale = _count_going(list_stored_files(table), before, cut.column, known)
        found = find_table(table)
        if found is None or not stale:
            return Proof(table, 0, 0)
        going = _count_going(found.file_uris(), before, cut.column, known)
        for month in going:
            _rewrite(table, month, cut.column, known)
        found = find_table(table) or found
        found.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True)
        left = sum(_count_going(list_stored_files(table), before, cut.column, known).values())
    log.info("months are cut off", fact=table.fact, before=str(before), deleted=going, remaining=left)
    return Proof(table, sum(going.values()), left)


def count_to_cut(tenant_id: UUID, fact: str, before: date, *, everybody: bool) -> int:
    """Return how many facts a cut would take: those of the months before a day (the first of one)."""
    cut = list_cuts()[fact]
    known = None if everybody else _list_known(tenant_id, cut)
    tables = [TableName(tenant_id, one) for one in cut.facts]
    return sum(sum(_count_going(list_files(one), before, cut.column, known).values()) for one in tables)


def count_all_cuts(tenant_id: UUID) -> int:
    """Return how often anything of a business was cut off."""
    tables = (find_table(TableName(tenant_id, one)) for cut in list_cuts().values() for one in cut.facts)
    return sum(count_cuts(table) for table in tables if table is not None)


def _list_known(tenant_id: UUID, cut: Cut) -> pa.Table:
    fact, column = cut.known
    files = list_files(TableName(tenant_id, fact))
    if not files:
        return pa.table({"id": pa.array([], pa.string())})
    with let_read(duckdb.connect()) as connection:
        return connection.sql(_KNOWN.format(column=column), params=[files]).to_arrow_table()


def _count_going(
    files: Collection[str], before: date, column: str, known: pa.Table | None
) -> Mapping[str, int]:
    """Return by month how many rows of the files are to go."""
    if not files:
        return {}
    query = _GOING.format(whose="" if known is None else _STRANGERS.format(column=column))
    with let_read(duckdb.connect()) as connection:
        if known is not None:
            connection.register("known", known)
        return dict(connection.execute(query, [list(files), f"{before:%Y-%m}"]).fetchall())


def _rewrite(table: TableName, month: str, column: str, known: pa.Table | None) -> None:
    """Write a month again without whoever goes, in one commit that counts the cut."""
    found = find_table(table)
    if found is None:
        return
    which = f"month = '{month}'"
    number = CommitProperties(app_transactions=[Transaction(CUTTER, count_cuts(found) + 1)])
    rows = None if known is None else _kept(found, month, column, known)
    if rows is None:
        found.delete(which, commit_properties=number)
        return
    write_deltalake(
        table_uri(table),
        rows,
        mode="overwrite",
        predicate=which,
        partition_by=["month"],
        storage_options=storage_options(),
        commit_properties=number,
    )


def _kept(found: DeltaTable, month: str, column: str, known: pa.Table) -> pa.RecordBatchReader | None:
    """Return the rows of a month that stay, as they come from the disk; None where none does."""
    data = found.to_pyarrow_dataset(file_pruning_predicate=[("month", "=", month)])
    stays = pc.field(column).isin(known["id"].combine_chunks().cast(pa.string()))
    if not data.count_rows(filter=stays):
        return None
    return data.scanner(filter=stays).to_reader()


def _ask(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with let_read(duckdb.connect()) as connection:
        return connection.execute(query, list(values)).fetchall()
