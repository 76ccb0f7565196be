"""Copies of large marts, made by the build before it is told of, so that no reader waits for them."""

import time
from uuid import UUID

import duckdb
import structlog

from rapport.analytical.warehouse.contracts import Build, Engine
from rapport.analytical.warehouse.operations.opening import find_folder, find_mark
from rapport.analytical.warehouse.operations.registry import list_asked

log = structlog.get_logger(__name__)
LARGE = 100_000
"""Marts with a table of so many rows are copied ahead; of smaller ones a reader hardly waits."""
LATELY = 7 * 24 * 3600.0
"""Seconds in which somebody has to have asked, since copies cost each build."""


def copy_ahead(engine: Engine, tenant_id: UUID, build: Build) -> None:
    """Make the copies of a build that is not told of yet, as far as a reader would wait for them.

    Those are the tables that were copied of the build before, if the house was asked within a week; of marts
    that are new, the tables rooms said they ask. A build whose copies cannot be made is told of all the same.
    """
    if build.state == "blocked" or max(build.tables.values(), default=0) < LARGE:
        return
    names = _list_wanted(tenant_id) | (list_asked() if build.full else set())
    try:
        engine.copy(names, find_folder(tenant_id) / str(build.id))
    except (duckdb.Error, OSError):
        log.exception("marts could not be copied; who asks them next waits", tenant=str(tenant_id))


def _list_wanted(tenant_id: UUID) -> set[str]:
    """Return the tables that were copied last, where somebody asked lately."""
    mark = find_mark(tenant_id)
    if not mark.exists() or time.time() - mark.stat().st_mtime > LATELY:
        return set()
    return {file.stem for file in find_folder(tenant_id).glob("*/*.parquet")}
