"""What consumers had goes after a while: claims of facts that cannot come again, copies nobody asked for.

Neither is a fact: the outbox and the lake keep those. As long as anybody still needs a fact of those days,
such as a consumer whose window was never closed, nothing goes: by its claims it applies no fact twice.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.db import connections
from django.utils import timezone

from rapport.kernel.outbox.pruning import find_holders

log = structlog.get_logger(__name__)
CLAIMS, CLAIMS_DAYS = "RAPPORT_INBOX_DAYS", 30
PARKED, PARKED_DAYS = "RAPPORT_PARKED_DAYS", 400
AT_ONCE = 4_000
"""Rows that go in one statement."""
_CLAIMS = """
delete from inbox_row where ctid = any(array(
    select ctid from inbox_row where received_at < %s limit %s))
"""
_PARKED = """
delete from parked_fact where id = any(array(
    select id from parked_fact where parked_at < %s and asked_at is null and consumer <> all(%s) limit %s))
"""
_only_copies: set[str] = set()


def register_only_copy(consumer: str) -> None:
    """Say that what this consumer parked is kept nowhere else for ever: it stays however old it is."""
    _only_copies.add(consumer)


class Ageing:
    """A day's work of letting go, done in short statements between deliveries."""

    def __init__(self) -> None:
        today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
        self.claims = _before(CLAIMS, CLAIMS_DAYS, today)
        self.parked = _before(PARKED, PARKED_DAYS, today)
        if self.claims and (waiting := find_holders(self.claims.date())):
            log.warning("claims of facts stay: somebody needs them", waiting=waiting)
            self.claims = None
        if self.parked and find_holders(self.parked.date()):
            self.parked = None
        self.gone = 0

    def let_go(self) -> bool:
        """Let some rows go; tells whether there may be more."""
        some = drop_claims(self.claims) if self.claims else 0
        some += drop_parked(self.parked) if self.parked else 0
        self.gone += some
        if not some and self.gone:
            log.info("claims and parked copies are let go", rows=self.gone)
        return some > 0


def drop_claims(before: datetime, *, most: int = AT_ONCE) -> int:
    """Delete claims of consumers from before a moment (UTC), of all businesses; returns how many."""
    return _execute(_CLAIMS, before, most)


def drop_parked(before: datetime, *, most: int = AT_ONCE) -> int:
    """Delete facts parked before a moment (UTC) that nobody asked for and that the lake has; how many."""
    return _execute(_PARKED, before, sorted(_only_copies), most)


def _before(setting: str, default: int, today: datetime) -> datetime | None:
    """Return the moment before which rows go; None where the setting says `all` stay."""
    said = os.environ.get(setting) or str(default)
    days = int(said) if said.isdecimal() else 0
    return today.astimezone(UTC) - timedelta(days=days) if days else None


def _execute(statement: str, *values: Any) -> int:
    with connections["relay"].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
