"""Reads of subscribers, of what they were sent, and of what they want."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.outbox.api import list_facts
from rapport.kernel.subscribers.contracts import Dispatch, DispatchLine, Ended, SubscriberInfo
from rapport.kernel.subscribers.models import DispatchAttempt, Subscriber, SubscriberDispatch
from rapport.kernel.subscribers.rules import expand

BATCH = 100


def list_names() -> list[str]:
    """Return the names of every fact that can be told."""
    return [kind.name for kind in list_facts()]


def list_wanted() -> list[tuple[UUID, str]]:
    """Return which facts some subscriber of a business wants now, read as the relay."""
    with connections["relay"].cursor() as cursor:
        cursor.execute("select tenant_id, fact from subscriber_wanted()")
        rows = cursor.fetchall()
    names = list_names() if rows else []
    return sorted({(tenant_id, name) for tenant_id, pattern in rows for name in expand([pattern], names)})


def require(actor: Actor, verb: str) -> None:
    """Raise `Forbidden` unless the right reaches all: subscribers hear of the whole business."""
    if actor.require(verb, "subscriber") is not Scope.ALL:
        raise Forbidden("Only who may do this for the whole business.", code="not-permitted")


def list_subscribers(actor: Actor) -> QuerySet[Subscriber]:
    """Return the subscribers of the business, for who may view them."""
    require(actor, "view")
    return Subscriber.objects.select_related("health")


def get_subscriber(
    subscriber_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False
) -> Subscriber:
    """Return a subscriber, locked where asked; raises `Missing`, `Forbidden`."""
    require(actor, verb)
    rows = Subscriber.objects.select_related("health").filter(id=subscriber_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Missing("There is no such subscriber.")
    return found


def list_dispatches(subscriber_id: UUID, *, actor: Actor) -> QuerySet[SubscriberDispatch]:
    """Return what a subscriber was sent or is to be sent, without the bodies; raises `Missing`."""
    get_subscriber(subscriber_id, actor=actor)
    return SubscriberDispatch.objects.filter(subscriber_id=subscriber_id).defer("body")


def load_dispatches(ids: Sequence[UUID]) -> list[DispatchLine]:
    """Return the log's lines of these dispatches, in their order."""
    names = [field.name for field in fields(DispatchLine)]
    found = {row.id: row for row in SubscriberDispatch.objects.filter(id__in=ids).only(*names)}
    lines = (found[one] for one in ids if one in found)
    return [DispatchLine(**{name: getattr(row, name) for name in names}) for row in lines]


def get_dispatch(subscriber_id: UUID, dispatch_id: UUID, *, actor: Actor) -> SubscriberDispatch:
    """Return a dispatch with its body; raises `Missing`."""
    require(actor, "view")
    found = SubscriberDispatch.objects.filter(subscriber_id=subscriber_id, id=dispatch_id).first()
    if found is None:
        raise Missing("There is no such dispatch.")
    return found


def list_attempts(dispatch_ids: Sequence[UUID]) -> QuerySet[DispatchAttempt]:
    """Return every try to send these dispatches, newest first."""
    return DispatchAttempt.objects.filter(dispatch_id__in=dispatch_ids).order_by("-id")


def list_names_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what subscribers are called."""
    return dict(Subscriber.objects.filter(id__in=tuple(ids)).values_list("id", "name"))


def list_due(subscriber_id: UUID, now: datetime) -> list[Dispatch]:
    """Return dispatches that may be sent now, oldest first: of each subject only the first that waits."""
    rows = _foremost(subscriber_id).filter(due_at__lte=now).order_by("id")[:BATCH]
    return [Dispatch(row.id, row.webhook_id, row.name, row.body, row.tries) for row in rows]


def find_next_due(subscriber_id: UUID) -> datetime | None:
    """Return when the next dispatch may be sent."""
    return _foremost(subscriber_id).order_by("due_at").values_list("due_at", flat=True).first()


def _foremost(subscriber_id: UUID) -> QuerySet[SubscriberDispatch]:
    """What waits, without what waits behind an earlier version of the same subject."""
    waiting = SubscriberDispatch.objects.filter(subscriber_id=subscriber_id, state="waiting")
    sooner = Q(subject_version__lt=OuterRef("subject_version"))
    as_soon = Q(subject_version=OuterRef("subject_version"), id__lt=OuterRef("id"))
    earlier = waiting.filter(sooner | as_soon, subject_id=OuterRef("subject_id"))
    return waiting.filter(~Exists(earlier))


def info_of(row: Subscriber) -> SubscriberInfo:
    """Return what may be shown of a subscriber."""
    return SubscriberInfo(
        id=row.id,
        name=row.name,
        url=row.url,
        facts=tuple(row.facts),
        active=row.active,
        ended=cast("Ended", row.ended),
        created_at=row.created_at,
        failing_since=row.health.failing_since,
        resting_until=row.health.resting_until,
    )
