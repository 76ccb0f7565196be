"""The inbox: what a consumer has had, written in the transaction of its effect."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

_CLAIM = """
insert into inbox_row (consumer, batch_id) select %s, unnest(%s::uuid[])
on conflict do nothing returning batch_id
"""


def claim(consumer: str, ids: Sequence[UUID]) -> set[UUID]:
    """Write the rows of facts or batches in the current transaction, and return the ids never had before."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [consumer, list(ids)])
        return {row[0] for row in cursor.fetchall()}
