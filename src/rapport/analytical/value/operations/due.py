"""Customers whose purchases changed: noted as facts come in, counted together a moment later."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rapport.analytical.value.operations.recount import recount_worth
from rapport.analytical.value.operations.refresh import refresh_worth
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

COUNT_DUE = "worth.count_due"
PAUSE = timedelta(seconds=2)
MANY = 20_000
"""From so many changed customers on, everybody is counted: one pass over all is cheaper than many small
ones."""


def note_due(party_ids: Collection[UUID]) -> None:
    """Note customers as due, in the running transaction of their tenant."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into worth_due (id, party_id) select uuidv7(), unnest(%s::uuid[]) on conflict do nothing",
            [sorted(party_ids)],
        )


def count_soon(party_ids: Collection[UUID], *, actor: Actor) -> None:
    """Note customers as due and have them counted a moment later: one counting serves all that arrive until
    then."""
    note_due(party_ids)
    enqueue(COUNT_DUE, {}, actor=actor, key=COUNT_DUE, due_at=timezone.now() + PAUSE)


def count_due(*, actor: Actor) -> int:
    """Bring everybody who is due up to date; returns how many customers changed.

    The list and what comes of it commit together: a killed run leaves everybody due.
    """
    with unit_of_work(actor), connection.cursor() as cursor:
        cursor.execute("delete from worth_due returning party_id")
        due = [row[0] for row in cursor.fetchall()]
        if not due:
            return 0
        return recount_worth(actor=actor) if len(due) >= MANY else refresh_worth(due, actor=actor)
