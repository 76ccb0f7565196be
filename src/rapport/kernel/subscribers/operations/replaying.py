"""Sending again: one dispatch, a period, a test."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from rapport.kernel.errors import Clash, Conflict, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.subscribers.models import DispatchAttempt, Subscriber, SubscriberDispatch
from rapport.kernel.subscribers.operations.sending import ask_to_send
from rapport.kernel.subscribers.queries import get_subscriber
from rapport.kernel.subscribers.rules import write_body
from rapport.kernel.work.api import unit_of_work

TEST = "subscriber.tested.v1"
KEPT = timedelta(days=30)
"""What was sent or given up is kept so long, and can be sent again."""


def replay_dispatch(subscriber_id: UUID, dispatch_id: UUID, *, actor: Actor) -> None:
    """Send a dispatch again under the same webhook-id; raises `Missing`, `Conflict` while it is shut."""
    with unit_of_work(actor) as work:
        _open(subscriber_id, actor)
        rows = SubscriberDispatch.objects.filter(subscriber_id=subscriber_id, id=dispatch_id)
        if not rows.update(state="waiting", tries=0, due_at=work.now, ended_at=None):
            raise Missing("There is no such dispatch.")
        ask_to_send(subscriber_id, actor=actor)


def replay_period(subscriber_id: UUID, begin: datetime, end: datetime, *, actor: Actor) -> int:
    """Send whatever was kept from `begin` up to before `end` (aware) again; returns how many dispatches.

    One statement; each goes out under the webhook-id it had. Raises `Clash` for a period that is none,
    `Missing`, `Conflict` while the subscriber is shut.
    """
    if begin >= end:
        raise Clash("The period ends before it begins.", fields={"end": "Later than the beginning."})
    with unit_of_work(actor) as work:
        _open(subscriber_id, actor)
        rows = SubscriberDispatch.objects.filter(
            subscriber_id=subscriber_id, created_at__gte=begin, created_at__lt=end
        )
        count = rows.update(state="waiting", tries=0, due_at=work.now, ended_at=None)
        if count:
            ask_to_send(subscriber_id, actor=actor)
    return count


def send_test(subscriber_id: UUID, *, actor: Actor) -> UUID:
    """Send a dispatch that says nothing but that it arrived; returns the dispatch's id."""
    webhook_id = new_id()
    with unit_of_work(actor) as work:
        _open(subscriber_id, actor)
        body = write_body(
            webhook_id=webhook_id,
            name=TEST,
            occurred_at=work.now,
            subject=("subscriber", subscriber_id, None),
            actor_id=actor.id,
            unit_id=actor.unit_id,
            payload={"subscriber_id": subscriber_id},
        )
        row = SubscriberDispatch.objects.create(
            subscriber_id=subscriber_id,
            webhook_id=webhook_id,
            name=TEST,
            subject_kind="subscriber",
            subject_id=webhook_id,
            body=body,
            due_at=work.now,
            created_at=work.now,
        )
        ask_to_send(subscriber_id, actor=actor)
    return row.id


def sweep(actor: Actor) -> int:
    """Forget what was sent or given up thirty days ago, with its tries; returns how many dispatches."""
    with unit_of_work(actor):
        old = SubscriberDispatch.objects.filter(ended_at__lt=timezone.now() - KEPT)
        DispatchAttempt.objects.filter(dispatch__in=old).delete()
        return old.delete()[0]


def _open(subscriber_id: UUID, actor: Actor) -> Subscriber:
    row = get_subscriber(subscriber_id, actor=actor, verb="edit")
    if not row.active:
        raise Conflict("It is shut. Open it first.", code="shut")
    return row
