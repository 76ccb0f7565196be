"""When marts are built: soon after facts came, not for every handful of them."""

import threading
import time
from collections.abc import Sequence
from uuid import UUID

import structlog
from django.db import connections

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.queries.catalogue import list_facts_read
from rapport.bigdata.lake.api.tables import TableName, list_tenants

log = structlog.get_logger(__name__)
QUIET, LONGEST = 1.0, 20.0
"""Seconds without new facts after which marts are built; and how long a steady stream may hold that up."""


class MartKeeper:
    """Knows which businesses' marts are due; at the start all are, since a killed process told nobody.

    They are built on a thread beside whoever takes facts, so that a long build holds no fact up. Marts that
    could not be built, as on a full disk, are due again a while later.
    """

    def __init__(self) -> None:
        self.due: set[UUID] = set(list_tenants())
        self.failed: set[UUID] = set()
        self.began_at = time.monotonic()
        self.builder: threading.Thread | None = None

    def note(self, table: TableName) -> None:
        """A table of the lake grew."""
        if table.fact in list_facts_read():
            self.due.add(table.tenant_id)

    def is_building(self) -> bool:
        """Tell whether marts are being built: the files they are made of have to stay meanwhile."""
        return self.builder is not None and self.builder.is_alive()

    def build_due(self, quiet: float) -> None:
        """Begin to build what is due, if nothing came for `quiet` seconds or the last time is long ago."""
        if self.is_building():
            return
        waited = time.monotonic() - self.began_at
        if waited >= LONGEST:
            self.due |= self.failed
            self.failed.clear()
        if not self.due or (quiet < QUIET and waited < LONGEST):
            return
        due, self.due = sorted(self.due), set()
        self.began_at = time.monotonic()
        self.builder = threading.Thread(target=self._build, args=(due,), name="marts", daemon=True)
        self.builder.start()

    def _build(self, due: Sequence[UUID]) -> None:
        try:
            for tenant_id in due:
                try:
                    build_marts(tenant_id)
                except Exception:
                    log.exception("marts could not be built; they are tried again", tenant=str(tenant_id))
                    self.failed.add(tenant_id)
        finally:
            for connection in connections.all(initialized_only=True):
                connection.close()
