"""One row of a table, or a refusal."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from rapport.kernel.errors import Missing

Row = TypeVar("Row", bound=Model)


def get_row(rows: QuerySet[Row], missing: Missing, *, lock: bool = False) -> Row:
    """Return the one row of a query, locked until the transaction ends where asked; raises `missing`."""
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise missing
    return found
