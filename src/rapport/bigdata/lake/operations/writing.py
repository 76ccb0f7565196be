"""Batches into tables, each once: the database knows which write took a batch before the table does.

A write has a number. It is put on the rows of its batches, then into the table in the same atomic commit as
the facts, and last the rows are deleted. Whatever is killed in between, the table tells which it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
import pyarrow as pa
import structlog
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import DeltaError
from django.db import connections, transaction

from rapport.bigdata.lake.contracts import READER, TableName, Written
from rapport.bigdata.lake.queries.storage import storage_options
from rapport.bigdata.lake.queries.tables import WRITER, count_writes, find_table, schema_of, table_uri
from rapport.bigdata.lake.rules.rows import Misfit, join, read_rows
from rapport.bigdata.stream.api import Batch, NotTaken
from rapport.kernel.outbox.api import list_facts, park_text

log = structlog.get_logger(__name__)
CONSUMER = READER.name
SETTINGS = {
    "delta.enableDeletionVectors": "false",
    "delta.logRetentionDuration": "interval 30 days",
    "delta.deletedFileRetentionDuration": "interval 30 days",
}
TEXT = 4 * 1024 * 1024
"""Bytes of batches that are read together."""
_LOCK = "select pg_advisory_lock(hashtextextended('lake' || %s, 0))"
_UNLOCK = "select pg_advisory_unlock(hashtextextended('lake' || %s, 0))"
_BEGUN = """
select distinct lake_write from fact_batch where tenant_id = %s and name = %s and lake_write is not null
"""
_CLAIM = "update fact_batch set lake_write = %s where id = any(%s) and lake_write is null returning id"
_GIVE_BACK = "update fact_batch set lake_write = null where tenant_id = %s and name = %s and lake_write = %s"
_DONE = "delete from fact_batch where tenant_id = %s and name = %s and lake_write = %s"


class LakeWriter:
    """The consumer that keeps every fact; `written` is told of each table that grew.

    A table that cannot be written now, such as on a full disk, holds no other up; its batches come again.
    """

    reader = READER

    def __init__(self, written: Written) -> None:
        self.written = written

    def take(self, batches: Sequence[Batch]) -> None:
        """Write batches into their tables, each once, in whatever order and however often they come."""
        ordered = sorted(batches, key=_table_of)
        refused: list[str] = []
        for table, group in groupby(ordered, key=_table_of):
            try:
                if write_batches(table, list(group)):
                    self.written(table)
            except (DeltaError, OSError) as error:
                refused.append(f"{table.fact}: {error}")
        if refused:
            raise NotTaken("; ".join(refused))


def write_batches(table: TableName, batches: Sequence[Batch]) -> int:
    """Write those of the batches the table does not have; returns how many rows it grew by."""
    with alone(table):
        known = find_table(table)
        settle(table, known)
        number = (count_writes(known) if known else 0) + 1
        fresh = {row[0] for row in _execute(_CLAIM, [number, [batch.id for batch in batches]])}
        taken = {batch.id: batch for batch in batches if batch.id in fresh}
        rows, misfits = _read(table, known, taken.values())
        with transaction.atomic(using="relay"):  # before the commit, after which nobody reads them again
            for misfit in misfits:
                _park(table, misfit)
        if rows.num_rows:
            commit(table, rows, number)
        _execute(_DONE, [table.tenant_id, table.fact, number])
    return int(rows.num_rows)


def settle(table: TableName, known: DeltaTable | None) -> None:
    """Bring writes to an end that were cut short: what the table has is done, the rest is to be written."""
    done = count_writes(known) if known else 0
    for (number,) in _execute(_BEGUN, [table.tenant_id, table.fact]):
        _execute(_DONE if number <= done else _GIVE_BACK, [table.tenant_id, table.fact, number])


def commit(table: TableName, rows: pa.Table, number: int) -> None:
    """Append rows in one atomic commit that also says which write it was."""
    rows = rows.append_column("arrival", pa.repeat(pa.scalar(number, pa.int64()), rows.num_rows))
    write_deltalake(
        table_uri(table),
        rows,
        mode="append",
        partition_by=["month"],
        schema_mode="merge",
        configuration=SETTINGS,
        storage_options=storage_options(),
        commit_properties=CommitProperties(app_transactions=[Transaction(WRITER, number)]),
    )


@cache
def kinds_of_facts() -> dict[str, type[msgspec.Struct]]:
    """Return the type of each fact the rooms of this house tell, by name."""
    return {kind.name: kind for kind in list_facts()}


def _read(
    table: TableName, known: DeltaTable | None, batches: Iterable[Batch]
) -> tuple[pa.Table, list[Misfit]]:
    kind = kinds_of_facts().get(table.fact)
    read = [read_rows(text, kind, schema_of(known)) for text in _together(batches)]
    return join(rows for rows, _ in read if rows.num_rows), [one for _, misfits in read for one in misfits]


def _together(batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the texts of batches put together: reading a text has a price of its own, however short it is."""
    texts: list[bytes] = []
    for batch in batches:
        texts.append(batch.lines.strip())
        if sum(map(len, texts)) >= TEXT:
            yield b"\n".join(texts)
            texts = []
    if texts:
        yield b"\n".join(texts)


def _park(table: TableName, misfit: Misfit) -> None:
    log.error("a fact fits no row of its table", fact=table.fact, reason=misfit.reason)
    fact_id = msgspec.json.decode(misfit.line)["id"]
    envelope = misfit.line.decode()
    park_text(CONSUMER, table.tenant_id, UUID(fact_id), envelope, misfit.reason)


def _table_of(batch: Batch) -> TableName:
    return TableName(batch.tenant_id, batch.name)


@contextmanager
def alone(table: TableName) -> Iterator[None]:
    """One writer a table, in whatever process."""
    key = f"{table.tenant_id} {table.fact}"
    _execute(_LOCK, [key])
    try:
        yield
    finally:
        _execute(_UNLOCK, [key])


def _execute(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connections["relay"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
