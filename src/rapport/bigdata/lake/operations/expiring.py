"""What is kept for a while only: copies of other systems' calls go once they are old enough."""

import os
from datetime import timedelta

import structlog
from django.utils import timezone

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.registry import list_passing
from rapport.bigdata.lake.operations.writing import alone
from rapport.bigdata.lake.queries.tables import find_table

log = structlog.get_logger(__name__)
DAYS = "RAPPORT_LAKE_RAW_DAYS"
DEFAULT_DAYS = 400


def expire(table: TableName) -> int:
    """Delete the facts of a passing kind that are too old, from older versions too; returns how many."""
    if table.fact not in list_passing():
        return 0
    days = int(os.environ.get(DAYS) or DEFAULT_DAYS)
    oldest = timezone.now().date() - timedelta(days=days)
    with alone(table):
        found = find_table(table)
        if found is None:
            return 0
        deleted = int(found.delete(f"day < '{oldest}'")["num_deleted_rows"] or 0)
        if deleted:
            found.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True)
            log.info("old facts are deleted", fact=table.fact, deleted=deleted, before=str(oldest))
    return deleted
