"""Taking the next number of a series: without gaps, since the row stays locked until the document commits."""

from django.db import connection

from rapport.kernel.ids import new_id

_NEXT = """
insert into number_series (id, name, last) values (%s, %s, %s)
on conflict (tenant_id, name) do update set last = number_series.last + %s
returning last
"""


def next_number(prefix: str, year: int) -> str:
    """Return the next number, such as R-2026-000042; a transaction that fails gives it back."""
    return next_numbers(prefix, year, 1)[0]


def next_numbers(prefix: str, year: int, count: int) -> list[str]:
    """Return so many next numbers of the series, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [new_id(), f"{prefix}-{year}", count, count])
        last = cursor.fetchone()[0]
    return [f"{prefix}-{year}-{number:06d}" for number in range(last - count + 1, last + 1)]
