"""Marts that nobody builds any more tell nobody: what a build would say is looked for beside the builds.

Two things are told: facts the lake has had for longer than marts may be behind it, and feeds that fell silent
together with everything else, so that no build came to notice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import duckdb
import structlog
from django.utils import timezone

from rapport.analytical.warehouse.contracts import FactSource, Failure
from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.operations.building import read_sources
from rapport.analytical.warehouse.operations.noticing import tell_old, tell_silence
from rapport.analytical.warehouse.queries.catalogue import list_tests
from rapport.bigdata.lake.api.tables import let_read
from rapport.kernel.tenancy.api import as_tenant

log = structlog.get_logger(__name__)
PROMISE = timedelta(hours=1)
"""How long a fact may lie in the lake before the marts know it."""
_OLDEST = """
select min(fact_recorded_at) from read_parquet(?, union_by_name = true) where arrival > ?
"""


def watch_marts(tenant_id: UUID, *, now: datetime | None = None) -> list[str]:
    """Look at a business's marts and tell who looks after them; returns what was found (`old`, `silent`).

    Marts that are being built just now are fresh.
    """
    now = now or timezone.now()
    known, silent = _look(tenant_id)
    if known is None:
        return []
    oldest = _find_oldest(read_sources(tenant_id, known))
    is_old = oldest is not None and now - oldest > PROMISE
    with as_tenant(tenant_id):
        if oldest is not None and is_old:
            tell_old(now - oldest, now=now)
            log.error("marts are behind the lake", tenant=str(tenant_id), since=str(oldest))
        if silent:
            tell_silence(sum(one.rows for one in silent), now=now)
    return [name for name, found in (("old", is_old), ("silent", bool(silent))) if found]


def _find_oldest(sources: Sequence[FactSource]) -> datetime | None:
    """Return when the oldest fact was told that the lake has and the marts do not know; None for none."""
    moments: list[datetime] = []
    with let_read(duckdb.connect()) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for source in sources:
            if source.files:
                row = connection.execute(_OLDEST, [list(source.files), source.after]).fetchone()
                moments += [row[0]] if row and row[0] is not None else []
    return min(moments, default=None)


def _look(tenant_id: UUID) -> tuple[dict[str, int] | None, list[Failure]]:
    """Return how far the marts came and which feeds fell silent; None while a build holds the file."""
    file = opening.mart_file(tenant_id)
    if not file.exists():
        return {}, []
    try:
        with duckdb.connect(file, read_only=True) as marts:
            marts.execute("set TimeZone = 'UTC'")
            known = dict(marts.execute("select fact, arrival from _progress").fetchall())
            return known, [*_find_silent(marts)] if known else []
    except duckdb.IOException:
        return None, []


def _find_silent(marts: duckdb.DuckDBPyConnection) -> list[Failure]:
    found = []
    for test in list_tests():
        rows = marts.execute(test.sql).fetchall() if test.tells else []
        if rows:
            found.append(
                Failure(test.name, test.about, len(rows), str(rows[0]), test.of, test.blocks, test.tells)
            )
    return found
