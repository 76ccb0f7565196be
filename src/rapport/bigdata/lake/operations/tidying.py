"""Few files: small ones are put together, and what no version of the last month needs is deleted."""

import structlog

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.writing import alone
from rapport.bigdata.lake.queries.tables import find_table

log = structlog.get_logger(__name__)
MANY = 40
"""Files of a table from which on it is worth to put them together."""
TRAVEL_HOURS = 30 * 24
"""How long older versions of a table can be read."""


def tidy(table: TableName, *, many: int = MANY) -> int:
    """Put the small files of a table together if there are many; returns how many files it has then.

    The facts stay as they are, and so do older versions for a month.
    """
    with alone(table):
        found = find_table(table)
        if found is None:
            return 0
        if len(found.file_uris()) >= many:
            found.optimize.compact()
            found.vacuum(retention_hours=TRAVEL_HOURS, dry_run=False)
        return len(found.file_uris())
