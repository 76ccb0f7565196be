"""A consumer's window: what the present snapshot sees and the consumer's stored one did not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections, transaction

_MOVE = """
insert into fact_cursor (consumer, snapshot) values (%s, %s)
on conflict (consumer) do update set snapshot = excluded.snapshot, moved_at = now()
"""
NEVER = "1:1:"
"""The snapshot of a consumer that has seen nothing."""
STRIDE = 1000
"""How far a cursor may lag behind foreign transactions before it moves without a delivery."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a consumer takes in one transaction of the relay: after `seen`, up to `current`."""

    consumer: str
    seen: str
    current: str

    def close(self, taken: int) -> None:
        """Move the consumer's cursor in this transaction, if anything was taken or it lies far back."""
        if taken or _reach(self.current) - _reach(self.seen) > STRIDE:
            with connections["relay"].cursor() as cursor:
                cursor.execute(_MOVE, [self.consumer, self.current])


@contextmanager
def open_window(consumer: str) -> Iterator[Window | None]:
    """Open the relay's transaction in which a consumer takes its window; None when another relay serves it.

    What is written on the relay's connection inside commits together with the cursor: exactly once.
    """
    with transaction.atomic(using="relay"):
        with connections["relay"].cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
            cursor.execute(
                "select pg_try_advisory_xact_lock(hashtextextended('fact_cursor' || %(name)s, 0)),"
                " (select snapshot::text from fact_cursor where consumer = %(name)s),"
                " pg_current_snapshot()::text",
                {"name": consumer},
            )
            row = cursor.fetchone()
        yield Window(consumer, row[1] or NEVER, row[2]) if row and row[0] else None


def present_snapshot() -> str:
    """Return the present snapshot: while it stays the same, nothing was written anywhere."""
    with connections["relay"].cursor() as cursor:
        cursor.execute("select pg_current_snapshot()::text")
        return str((cursor.fetchone() or ("",))[0])


def _reach(snapshot: str) -> int:
    """Return the first transaction a snapshot (`xmin:xmax:running`) does not know of."""
    return int(snapshot.split(":")[1])
