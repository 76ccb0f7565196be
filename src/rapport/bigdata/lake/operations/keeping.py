"""What is done between takings: who was erased and what is too old leave, small files are put together."""

import duckdb
import structlog
from deltalake.exceptions import DeltaError

from rapport.bigdata.lake.contracts import TableName, Written
from rapport.bigdata.lake.operations.cutting import cut_asked
from rapport.bigdata.lake.operations.erasing import forget_erased
from rapport.bigdata.lake.operations.expiring import expire
from rapport.bigdata.lake.operations.registry import list_cuts
from rapport.bigdata.lake.operations.tidying import tidy
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.queries.tables import list_tables, list_tenants

log = structlog.get_logger(__name__)
QUIET = 1.0
"""Seconds without new facts after which the lake is looked after."""
WRITES = 100
"""Writes after which it is looked after although facts still come."""


class LakeKeeper:
    """Knows which tables grew since they were last looked after; `written` is told of each as well."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.unseen = set(list_tenants())  # a process that was killed may have left some of its work
        self.grown: dict[TableName, int] = {}
        self.writer = LakeWriter(self.note)

    def note(self, table: TableName) -> None:
        """A table grew."""
        self.grown[table] = self.grown.get(table, 0) + 1
        self.written(table)

    def look_after(self, quiet: float) -> None:
        """Forget, cut off, expire, tidy in what grew if nothing came for `quiet` seconds or much has come."""
        if not (self.grown or self.unseen) or (quiet < QUIET and sum(self.grown.values()) < WRITES):
            return
        try:
            for tenant_id in self.unseen:  # what came of erased persons just before a kill
                forget_erased(tenant_id, list_tables(tenant_id), older=True)
            for tenant_id in {table.tenant_id for table in self.grown} - self.unseen:
                forget_erased(tenant_id, [table for table in self.grown if table.tenant_id == tenant_id])
            asked = {table.tenant_id for table in self.grown if table.fact in list_cuts()}
            for tenant_id in self.unseen | asked:
                for proof in cut_asked(tenant_id):
                    self.written(proof.table)
            kept_on = [table for tenant_id in self.unseen for table in list_tables(tenant_id)]
            for table in {*kept_on, *self.grown}:
                expire(table)
            for table in self.grown:
                tidy(table)
        except (DeltaError, OSError, duckdb.Error):
            log.exception("the lake could not be looked after; it is tried again")
            return
        self.grown.clear()
        self.unseen.clear()
