"""Claiming what waits: everything that forbids a message is asked in the transaction that claims it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from rapport.collaborative.delivery.models import ChannelAccount, Delivery
from rapport.collaborative.delivery.operations import charging
from rapport.collaborative.delivery.operations.permitting import (
    ALLOWED,
    HAD_ENOUGH,
    HELD,
    QUIET_HOURS,
    judge,
)
from rapport.collaborative.delivery.operations.rows import Carriage, lock_due, save_deliveries
from rapport.collaborative.delivery.operations.telling import announce_conversations, tell_settled
from rapport.kernel.identity.api import system_actor
from rapport.kernel.statements import planned_cursor
from rapport.kernel.work.api import Work, unit_of_work

QUIET = timedelta(minutes=15)
"""How long what came in somebody's quiet hours waits before it is asked again."""
FULL = timedelta(minutes=5)
"""The same where the account's hour is full."""
DAY = timedelta(days=1)
_DEAD = "select address from undeliverable where channel = %s and address = any(%s::text[])"


def claim_due(tenant_id: UUID, account_id: UUID, limit: int) -> list[UUID]:
    """Claim deliveries of an account that may leave now, the longest waiting first; returns their ids."""
    with unit_of_work(system_actor(tenant_id)) as work:
        rows = choose_due(account_id, limit, work)
        ids = [row.id for row in rows]
        Delivery.objects.filter(id__in=ids).update(state="claimed")
    return ids


def choose_due(account_id: UUID, limit: int, work: Work) -> list[Carriage]:
    """Lock deliveries of an account that may leave now, the longest waiting first.

    Whatever may not leave is refused with its reason, or waits for the hour that allows it.
    """
    account = ChannelAccount.objects.filter(id=account_id, active=True).first()
    if account is None:
        return []
    rows = lock_due(account.id, work.now, limit)
    rows = _refuse_dead(rows, account.channel, work)
    rows = _ask_consent(rows, work)
    rows = _leave_room(rows, account, work)
    return _set_money_aside(rows, work)


def _refuse_dead(rows: Sequence[Carriage], channel: str, work: Work) -> list[Carriage]:
    if not rows:
        return []
    with planned_cursor() as cursor:
        cursor.execute(_DEAD, [channel, [row.address for row in rows]])
        dead = {address for (address,) in cursor.fetchall()}
    refuse([row for row in rows if row.address in dead], "undeliverable", work)
    return [row for row in rows if row.address not in dead]


def _ask_consent(rows: Sequence[Carriage], work: Work) -> list[Carriage]:
    """An answer is waited for; what advertises needs consent, a good hour, and room under the cap."""
    asked = judge([row for row in rows if row.purpose], work)
    for code in sorted(set(asked.values()) - {ALLOWED, QUIET_HOURS, HAD_ENOUGH}):
        refuse([row for row in rows if asked.get(row.id) == code], code, work)
    _wait([row for row in rows if asked.get(row.id) == QUIET_HOURS], QUIET, QUIET_HOURS, work)
    _wait([row for row in rows if asked.get(row.id) == HAD_ENOUGH], DAY, HAD_ENOUGH, work)
    return [row for row in rows if asked.get(row.id, ALLOWED) == ALLOWED]


def _leave_room(rows: Sequence[Carriage], account: ChannelAccount, work: Work) -> list[Carriage]:
    if account.hourly is None:
        return list(rows)
    own = Delivery.objects.filter(account=account)
    used = own.filter(sent_at__gt=work.now - timedelta(hours=1)).count() + own.filter(state__in=HELD).count()
    room = max(account.hourly - used, 0)
    _wait(rows[room:], FULL, "full-hour", work)
    return list(rows[:room])


def _set_money_aside(rows: Sequence[Carriage], work: Work) -> list[Carriage]:
    """What there is no money for waits, and says of what there is none."""
    stopped = charging.reserve(rows, work)
    for why in set(stopped.values()):
        ids = [one for one, reason in stopped.items() if reason == why]
        waiting = Delivery.objects.filter(id__in=ids)
        waiting.update(due_at=why.until, code=why.code[:40], detail=why.detail[:300])
    return [row for row in rows if row.id not in stopped]


def _wait(rows: Sequence[Carriage], pause: timedelta, code: str, work: Work) -> None:
    """Ask again later; what they wait for stands beside them until they are sent."""
    if rows:
        Delivery.objects.filter(id__in=[row.id for row in rows]).update(due_at=work.now + pause, code=code)


def refuse(rows: Sequence[Carriage], code: str, work: Work) -> None:
    """Leave deliveries unsent for good, with the reason; the pages that show them ask again."""
    if not rows:
        return
    for row in rows:
        row.state, row.code, row.settled_at = "refused", code, work.now
    save_deliveries(rows)
    tell_settled(rows, work)
    announce_conversations(row.conversation_id for row in rows)
    charging.release([row.id for row in rows], work)
