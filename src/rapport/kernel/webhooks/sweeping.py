"""Bodies of digested calls go from the database after a while: the lake has them as they came."""

import os
from datetime import UTC, datetime, timedelta

import structlog
from django.db import connection
from django.utils import timezone

from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import find_holders
from rapport.kernel.work.api import unit_of_work

log = structlog.get_logger(__name__)
DAYS, DEFAULT = "RAPPORT_WEBHOOK_DAYS", 90
AT_ONCE = 2_000
_EMPTY = """
update webhook_delivery set headers = '{}', body = '' where id in (
    select id from webhook_delivery
     where state = 'done' and received_at < %s and id < fact_id_at(%s) and body <> '' order by id limit %s)
"""


def empty_digested(*, actor: Actor) -> int:
    """Take body and headers out of calls digested and old enough (RAPPORT_WEBHOOK_DAYS); returns of how many.

    The line stays with the sender's own number, so that a repeat has no effect however late it comes; so does
    all of a refused call, which can still be mended. Nothing goes while the lake does not have those days.
    """
    said = os.environ.get(DAYS) or str(DEFAULT)
    if not said.isdecimal():
        return 0
    today = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    before = today - timedelta(days=int(said))
    if waiting := find_holders(before.date()):
        log.warning("bodies of calls stay: somebody needs facts of those days", waiting=waiting)
        return 0
    return empty_before(before, actor=actor)


def empty_before(before: datetime, *, actor: Actor) -> int:
    """Do it for calls from before a moment (UTC), in batches of a transaction each."""
    gone, some = 0, AT_ONCE
    while some == AT_ONCE:
        with unit_of_work(actor), connection.cursor() as cursor:
            cursor.execute(_EMPTY, [before, before, AT_ONCE])
            some = cursor.rowcount
        gone += some
    return gone
