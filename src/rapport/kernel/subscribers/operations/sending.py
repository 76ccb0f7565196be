"""Sending: who may run, what became of each try, when it goes on."""

from datetime import datetime, timedelta
from random import SystemRandom
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from rapport.kernel.identity.api import Actor, list_holders
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.subscribers.contracts import Dispatch, Ended, Outcome, Target
from rapport.kernel.subscribers.models import (
    DispatchAttempt,
    Subscriber,
    SubscriberDispatch,
    SubscriberHealth,
)
from rapport.kernel.subscribers.queries import find_next_due
from rapport.kernel.subscribers.rules import GIVE_UP, UNWELL, pause_before, rest_after
from rapport.kernel.vault.api import take_out
from rapport.kernel.work.api import unit_of_work

SEND = "subscribers.send"
VAULT = "subscribers"
LEASE = timedelta(minutes=2)
"""A run holds its subscriber so long: longer than a run takes, short enough for one that was killed."""
_dice = SystemRandom()
STEP = 15
"""Seconds; runs that are due within the same step are one."""
GONE = 410


def ask_to_send(subscriber_id: UUID, *, actor: Actor, due_at: datetime | None = None) -> None:
    """Have what waits for a subscriber sent, at once or from a moment on; many asks at once are one run."""
    key = str(subscriber_id)
    if due_at is not None:
        key = f"{key}:{int(due_at.timestamp()) // STEP}"
    enqueue(SEND, {"subscriber_id": str(subscriber_id)}, actor=actor, key=key, due_at=due_at)


def claim_target(subscriber_id: UUID, *, actor: Actor) -> Target | None:
    """Take a subscriber for one run; None, and asked for again, where another has it or it rests."""
    with unit_of_work(actor) as work:
        row = Subscriber.objects.filter(id=subscriber_id, active=True).first()
        if row is None:
            return None
        health = SubscriberHealth.objects.select_for_update().get(subscriber_id=subscriber_id)
        held = [
            moment for moment in (health.leased_until, health.resting_until) if moment and moment > work.now
        ]
        if held:
            ask_to_send(subscriber_id, actor=actor, due_at=max(held))
            return None
        SubscriberHealth.objects.filter(id=health.id).update(leased_until=work.now + LEASE)
    secrets = [take_out(row.secret, VAULT)]
    if row.former_secret and row.former_until and row.former_until > work.now:
        secrets.append(take_out(row.former_secret, VAULT))
    return Target(row.id, row.url, tuple(secrets))


def note_outcome(target: Target, dispatch: Dispatch, outcome: Outcome, *, actor: Actor) -> bool:
    """Write down what became of a try; returns whether the run goes on.

    A dispatch that was refused waits longer each time, for three days; a receiver that fails again and again
    is left alone for a while, and shut when nothing got through for three days or it says it is gone.
    """
    with unit_of_work(actor) as work:
        tries = dispatch.tries + 1
        pause = timedelta(0) if outcome.arrived else pause_before(tries, _dice.random())
        state = "sent" if outcome.arrived else "waiting" if pause is not None else "failed"
        SubscriberDispatch.objects.filter(id=dispatch.id).update(
            state=state,
            tries=tries,
            last_status=outcome.status,
            due_at=work.now + max(pause or timedelta(0), outcome.wait or timedelta(0)),
            ended_at=None if state == "waiting" else work.now,
        )
        DispatchAttempt.objects.create(
            dispatch_id=dispatch.id,
            at=work.now,
            milliseconds=outcome.milliseconds,
            status=outcome.status,
            error=outcome.error,
            answer=outcome.answer,
        )
        if outcome.arrived:
            _note_health(target, work.now)
            return True
        return _note_failure(target, outcome, work.now)


def release_target(target: Target, *, actor: Actor) -> None:
    """Let go of a subscriber after a run, and ask for the next one where something waits."""
    with unit_of_work(actor):
        SubscriberHealth.objects.filter(subscriber_id=target.subscriber_id).update(leased_until=None)
        due_at = find_next_due(target.subscriber_id)
        if due_at is not None:
            ask_to_send(target.subscriber_id, actor=actor, due_at=max(due_at, timezone.now()))


def _note_health(target: Target, now: datetime) -> None:
    """What got through ends all failing; what was put off while nothing did is sent at once."""
    unwell = SubscriberHealth.objects.filter(subscriber_id=target.subscriber_id, failures__gt=0)
    if unwell.filter(failures__gte=UNWELL).exists():
        waiting = SubscriberDispatch.objects.filter(subscriber_id=target.subscriber_id, state="waiting")
        waiting.filter(due_at__gt=now).update(due_at=now)
    unwell.update(failures=0, failing_since=None, resting_until=None)


def _note_failure(target: Target, outcome: Outcome, now: datetime) -> bool:
    rows = SubscriberHealth.objects.filter(subscriber_id=target.subscriber_id)
    rows.update(failures=F("failures") + 1)
    rows.filter(failing_since=None).update(failing_since=now)
    health = rows.get()
    if outcome.status == GONE:
        return _end(target, "gone", now)
    if health.failing_since is not None and now - health.failing_since >= GIVE_UP:
        return _end(target, "failing", now)
    if outcome.wait is None and outcome.status is not None and health.failures < UNWELL:
        return True
    rest = max(rest_after(health.failures, _dice.random()), outcome.wait or timedelta(0))
    rows.update(resting_until=now + rest)
    return False


def _end(target: Target, why: Ended, now: datetime) -> bool:
    """Shut a subscriber, and tell those who can do something about it."""
    if Subscriber.objects.filter(id=target.subscriber_id, active=True).update(active=False, ended=why):
        drafts = [
            NoticeDraft(
                kind="webhook.ended",
                member_id=member_id,
                subject_id=target.subscriber_id,
                key=str(new_id()),
                values={"why": why},
            )
            for member_id in list_holders("edit", "subscriber")
        ]
        tell(drafts, now=now)
    return False
