"""The units a party may belong to."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection


def known_units(unit_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the ids that are units of this business."""
    if not unit_ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("select id from unit where id = any(%s)", [list(unit_ids)])
        return {row[0] for row in cursor.fetchall()}
