"""What earlier tests left for the house to do, put aside: a test pays for its own facts and jobs alone."""

from django.db import connections

from rapport.kernel.outbox.api import list_subscriptions

_MOVE = """
insert into fact_cursor (consumer, snapshot) select unnest(%s::text[]), pg_current_snapshot()
on conflict (consumer) do update set snapshot = excluded.snapshot, moved_at = now()
"""


def put_aside() -> None:
    """Have no job wait, and no fact for any consumer there is.

    All tests of a process share a database: the first that lets the house work would else carry every fact
    of every business before it to every room, and run every job they asked for.
    """
    consumers = [subscription.consumer for subscription in list_subscriptions()]
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate job, procrastinate_jobs cascade")
        cursor.execute(_MOVE, [consumers])
