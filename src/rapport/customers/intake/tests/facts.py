"""What an import told to the outbox, as the relay reads it."""

import zlib
from typing import Any
from uuid import UUID

import msgspec
from django.db import connections


def told(tenant_id: UUID, *names: str) -> list[tuple[str, dict[str, Any]]]:
    """Return (name, line) of a tenant's parcels, oldest first."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "select name, body from fact where tenant_id = %s and body is not null order by id", [tenant_id]
        )
        found = cursor.fetchall()
    return [
        (name, msgspec.json.decode(line))
        for name, body in found
        if not names or name in names
        for line in zlib.decompress(bytes(body)).splitlines()
    ]
