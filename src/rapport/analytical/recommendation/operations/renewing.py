"""Renew the lists of a few customers after they bought something, without learning anew."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from rapport.analytical.recommendation.operations import renewing_statements as sql
from rapport.analytical.recommendation.operations.showing import attribute_purchases
from rapport.analytical.recommendation.queries.sources import find_basket_source, load_bought
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

MOST, AT_ONCE = 20, 5_000


def note_due(party_ids: Collection[UUID]) -> None:
    """Note customers as due, in the running transaction of their tenant."""
    with connection.cursor() as cursor:
        cursor.execute(sql.NOTE, [sorted(party_ids)])


def renew_lists(*, actor: Actor) -> int:
    """Make the lists of everybody who is due from what goes together; returns how many customers.

    What was bought meanwhile leaves the list, and what it speaks for comes in; the next learning writes the
    model's own list. The due and what comes of them commit together: a killed run leaves everybody due.
    """
    source, renewed = find_basket_source(), 0
    while source is not None:
        with unit_of_work(actor) as work, connection.cursor() as cursor:
            cursor.execute(sql.TAKE_TURN, [actor.tenant_id])
            cursor.execute(sql.TAKE, [AT_ONCE])
            due = sorted(party_id for (party_id,) in cursor.fetchall())
            if not due:
                break
            load_bought(cursor, source, due)
            attribute_purchases()
            cursor.execute(sql.RENEW, {"due": due, "now": work.now, "most": MOST})
            renewed += len(due)
    return renewed
