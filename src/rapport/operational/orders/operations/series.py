"""Taking the next number of a series: without gaps, since the row stays locked until the document commits."""

from django.db import connection

from rapport.kernel.ids import new_id

_NEXT = """
insert into number_series (id, name, last) values (%s, %s, 1)
on conflict (tenant_id, name) do update set last = number_series.last + 1
returning last
"""


def next_number(prefix: str, year: int) -> str:
    """Return the next number, such as R-2026-000042; a transaction that fails gives it back."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [new_id(), f"{prefix}-{year}"])
        return f"{prefix}-{year}-{cursor.fetchone()[0]:06d}"
