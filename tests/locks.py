"""Who waits for whom in the database, for tests of two transactions at once."""

from django.db import connections


def somebody_waits() -> bool:
    """Tell whether a transaction waits for a lock of ours that another holds."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
        return bool(cursor.fetchone()[0])
