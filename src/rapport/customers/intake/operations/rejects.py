"""Keeping what was not taken, and giving it back as a file."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from rapport.customers.intake.contracts import Reject
from rapport.kernel.ids import new_id

TABLE = """
create temp table intake_reject (id uuid, row_number bigint, field text, reason text, value text) on commit
drop
"""
INSERT = """
insert into import_reject (id, import_id, row_number, field, reason, value)
select id, %s, row_number, field, reason, value from pg_temp.intake_reject order by id
"""


def write_rejects(import_id: UUID, rejects: Sequence[Reject]) -> int:
    """Write the rejects of a chunk and return how many rows they are (a row may be wrong in several
    fields).
    """
    if not rejects:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists pg_temp.intake_reject")
        cursor.execute(TABLE)
        with cursor.copy("copy pg_temp.intake_reject from stdin") as copy:
            for reject in rejects:
                copy.write_row((new_id(), reject.row, reject.field, reject.reason, _storable(reject.value)))
        cursor.execute(INSERT, [import_id])
    return count_rows(rejects)


def count_rows(rejects: Iterable[Reject]) -> int:
    """Count the rows among the rejects."""
    return len({reject.row for reject in rejects})


def _storable(text: str) -> str:
    return text[:500].replace("\0", "\ufffd").encode("utf-8", "replace").decode()
