"""Take 1,000,000 facts from the outbox into the lake, and 2,000 a second as they come; beside Delta alone."""

import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from event_bodies import sleep_until
from order_facts import NAME, list_batches, tell_orders

from rapport.bigdata.lake.api import TableName
from rapport.bigdata.lake.api.tables import adopt_lake, find_table, list_files
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.queries.tables import table_uri
from rapport.bigdata.stream.operations.gathering import gather
from rapport.bigdata.stream.operations.taking import AT_ONCE
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import create_tenant
from rapport.site.bench.carrying import carrying, wait_until
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

FACTS = 1_000_000
GOAL, PACE, PARTS = 10_000, 2_000, 20
SECONDS, FEWEST_SECONDS = 60, 10


def run(place: Place) -> list[Figure]:
    """The writer alone beside bare Delta; the whole way at full speed; the whole way at an even pace."""
    facts = place.scale(FACTS)
    tenant = create_tenant("bench", "Bench")
    actor, table = system_actor(tenant.id), TableName(tenant.id, NAME)
    adopt_lake()
    tell_orders(actor, facts)
    gather()
    batches = list(list_batches())
    writer = LakeWriter(lambda grown: None)
    with place.measuring() as alone:
        for start in range(0, len(batches), AT_ONCE):
            writer.take(batches[start : start + AT_ONCE])
    rows = pa.table(DeltaTable(table_uri(table)).to_pyarrow_table())
    bare = _write_bare(rows, place.home / "bare")
    files = len(list_files(table))
    with carrying(place) as processes:
        tell_orders(actor, PACE, seed=2)
        wait_until(lambda: _count(table) == facts + PACE, "the first facts in the lake")
        with place.measuring(**processes) as whole:
            tell_orders(actor, facts, seed=3)
            wait_until(lambda: _count(table) == 2 * facts + PACE, "all facts in the lake")
        since, told = datetime.now(UTC), _tell_evenly(actor, place.seconds(SECONDS, FEWEST_SECONDS))
        everything = 2 * facts + PACE + told
        wait_until(lambda: _count(table) >= everything, "the last facts in the lake")
    lags, off = _read_lags(table, since), abs(everything - _count_different(table))
    return [
        Figure(f"{facts:,} facts, the writer alone", facts / alone.seconds, "facts/s", facts / bare),
        Figure("memory of the writer", alone.peak_mib["python"], "MiB", goal=1024, better="less"),
        Figure("files of the table", files, "files", better="less"),
        Figure(
            f"{facts:,} facts from the outbox into the lake, told meanwhile",
            facts / whole.seconds,
            "facts/s",
            facts / bare,
            goal=GOAL,
        ),
        Figure("CPU of relay, stream, lake, marts", 1e6 * whole.cpu_of(*processes) / facts, "µs/fact"),
        Figure(f"behind at {PACE:,} facts/s, p50", percentile(lags, 0.5), "s", better="less"),
        Figure(f"behind at {PACE:,} facts/s, p95", percentile(lags, 0.95), "s", goal=2, better="less"),
        Figure("facts lost or doubled", off, "facts", goal=0, better="less"),
    ]


def _tell_evenly(actor: Actor, seconds: int) -> int:
    """Tell facts at an even pace, twenty times a second; returns how many."""
    part = PACE // PARTS
    began = time.perf_counter()
    for number in range(seconds * PARTS):
        sleep_until(began + number / PARTS)
        tell_orders(actor, part, seed=1_000 + number)
    return seconds * PACE


def _count(table: TableName) -> int:
    """Return how many rows the table's files say they have."""
    found = find_table(table)
    return sum(pa.table(found.get_add_actions(flatten=True))["num_records"].to_pylist()) if found else 0


def _count_different(table: TableName) -> int:
    query = "select count(distinct fact_id) from read_parquet(?, union_by_name = true)"
    return int(duckdb.execute(query, [list_files(table)]).fetchall()[0][0])


def _read_lags(table: TableName, since: datetime) -> list[float]:
    """Return for every fact told since how long after its commit began the lake had it, in seconds.

    The table's own log says when each write was there; a fact's row says which write brought it.
    """
    log = DeltaTable(table_uri(table)).history()
    writes = sorted(one["timestamp"] for one in log if one["operation"] == "WRITE")
    query = """
        select arrival, epoch_ms(fact_recorded_at) from read_parquet(?, union_by_name = true)
         where fact_recorded_at >= ?
    """
    rows = duckdb.execute(query, [list_files(table), since]).fetchall()
    return [(writes[arrival - 1] - recorded) / 1000 for arrival, recorded in rows]


def _write_bare(rows: pa.Table, folder: Path) -> float:
    """Return the seconds Delta takes for all rows at once."""
    began = time.perf_counter()
    write_deltalake(str(folder), rows, partition_by=["month"])
    return time.perf_counter() - began
