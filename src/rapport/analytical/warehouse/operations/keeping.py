"""When marts are built: soon after facts came, not for every handful of them."""

import time
from uuid import UUID

import structlog
from django.db import DatabaseError

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.queries.catalogue import list_facts_read
from rapport.bigdata.lake.api.tables import TableName, list_tenants

log = structlog.get_logger(__name__)
QUIET, LONGEST = 1.0, 20.0
"""Seconds without new facts after which marts are built; and how long a steady stream may hold that up."""


class MartKeeper:
    """Knows which businesses' marts are due; at the start all are, since a killed process told nobody.

    Marts that could not be built, as on a full disk, are due again a while later.
    """

    def __init__(self) -> None:
        self.due: set[UUID] = set(list_tenants())
        self.failed: set[UUID] = set()
        self.built_at = time.monotonic()

    def note(self, table: TableName) -> None:
        """A table of the lake grew."""
        if table.fact in list_facts_read():
            self.due.add(table.tenant_id)

    def build_due(self, quiet: float) -> None:
        """Build what is due, if nothing came for `quiet` seconds or the last time is long ago."""
        waited = time.monotonic() - self.built_at
        if waited >= LONGEST:
            self.due |= self.failed
            self.failed.clear()
        if not self.due or (quiet < QUIET and waited < LONGEST):
            return
        for tenant_id in sorted(self.due):
            try:
                build_marts(tenant_id)
            except DatabaseError:
                raise
            except Exception:
                log.exception("marts could not be built; they are tried again", tenant=str(tenant_id))
                self.failed.add(tenant_id)
        self.due.clear()
        self.built_at = time.monotonic()
