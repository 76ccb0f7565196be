"""Give what was learnt back to the customers whose worth changed."""

from datetime import datetime

from django.db.backends.utils import CursorWrapper

from rapport.kernel.identity.api import Actor


def tell_customers(cursor: CursorWrapper, *, actor: Actor, currency: str, now: datetime) -> int:
    """Return how many customers changed in this counting."""
    cursor.execute("select count(*) from worth_changed")
    row = cursor.fetchone()
    return int(row[0]) if row else 0
