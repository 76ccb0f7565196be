"""What was told to the outbox, read as the relay reads it."""

import zlib
from typing import Any
from uuid import UUID

import msgspec
from django.db import connections


def facts_of(tenant_id: UUID, *names: str) -> list[dict[str, Any]]:
    """Return the payloads of a tenant's facts of these names (all names when none given), oldest first."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "select name, payload::text, body from fact where tenant_id = %s order by id", [tenant_id]
        )
        rows = cursor.fetchall()
    found: list[dict[str, Any]] = []
    for name, payload, body in rows:
        if names and name not in names:
            continue
        if body is None:
            found.append({"fact": name, **msgspec.json.decode(payload)})
        else:
            lines = zlib.decompress(bytes(body)).splitlines()
            found.extend({"fact": name, **msgspec.json.decode(line)["payload"]} for line in lines)
    return found
