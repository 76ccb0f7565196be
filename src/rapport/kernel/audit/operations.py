"""Sealing: the newest changes are chained to what was sealed before."""

from django.db import connection

from rapport.kernel.audit.contracts import SealHead


def seal_changes() -> SealHead | None:
    """Seal what the current tenant changed since its last seal; returns the new head, None when nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select number, digest from change_seal_now()")
        row = cursor.fetchone()
    return SealHead(row[0], bytes(row[1])) if row else None
