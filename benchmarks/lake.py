"""Take 1,000,000 facts into the lake, beside the same rows written by Delta in one go."""

import time
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from order_facts import NAME, list_batches, tell_orders

from rapport.bigdata.lake.api import TableName
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.queries.tables import list_files, table_uri
from rapport.bigdata.stream.operations.gathering import gather
from rapport.bigdata.stream.operations.taking import AT_ONCE
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place

FACTS = 1_000_000
GOAL = 10_000


def run(place: Place) -> list[Figure]:
    """Take every batch as it comes from the stream; then write the finished table again, bare."""
    facts = place.scale(FACTS)
    tenant = create_tenant("bench", "Bench")
    table = TableName(tenant.id, NAME)
    tell_orders(system_actor(tenant.id), facts)
    gather()
    batches = list(list_batches())
    writer = LakeWriter(lambda grown: None)
    with place.measuring() as reading:
        for start in range(0, len(batches), AT_ONCE):
            writer.take(batches[start : start + AT_ONCE])
    rows = pa.table(DeltaTable(table_uri(table)).to_pyarrow_table())
    off = abs(facts - len(set(rows["fact_id"].to_pylist())))
    floor = _write_bare(rows, place.home / "bare")
    work = f"{facts:,} facts into the lake"
    return [
        Figure(work, facts / reading.seconds, "facts/s", facts / floor, goal=GOAL),
        Figure("facts lost or doubled", off, "facts", goal=0, better="less"),
        Figure("files of the table", len(list_files(table)), "files", better="less"),
        Figure("memory of the writer", reading.peak_mib["python"], "MiB", goal=1024, better="less"),
    ]


def _write_bare(rows: pa.Table, folder: Path) -> float:
    """Return the seconds Delta takes for all rows at once."""
    began = time.perf_counter()
    write_deltalake(str(folder), rows, partition_by=["month"])
    return time.perf_counter() - began
