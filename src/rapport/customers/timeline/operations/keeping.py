"""Removing what is kept so that it can come back for a while, and throwing it away for good later."""

from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from rapport.customers.timeline.models import Attachment, Note, Task
from rapport.customers.timeline.operations.touches import touches_of
from rapport.customers.timeline.queries import get_kept_for_update
from rapport.kernel.work.api import Work

Kind = TypeVar("Kind", Note, Task, Attachment)
KEPT_FOR = timedelta(days=7)
"""How long removing can be undone."""


def put_away(model: type[Kind], row_id: UUID, kind: str, work: Work) -> Kind:
    """Have a kept thing and its line on the timeline seen no more; raises `Missing`."""
    row = get_kept_for_update(model, row_id, actor=work.actor, kind=kind)
    touches_of(row.party_id, kind, row.id).delete()
    row.removed_at, row.version = work.now, row.version + 1
    model._default_manager.filter(id=row_id).update(removed_at=row.removed_at, version=row.version)
    return row


def bring_back(model: type[Kind], row_id: UUID, kind: str, work: Work) -> Kind:
    """Have a removed thing seen again; raises `Missing` when it is not there, or gone for good."""
    row = get_kept_for_update(model, row_id, actor=work.actor, kind=kind, removed=True)
    row.removed_at, row.version = None, row.version + 1
    model._default_manager.filter(id=row_id).update(removed_at=None, version=row.version)
    return row


def purge_removed(work: Work) -> list[UUID]:
    """Throw away for good what was removed long enough ago; returns the blobs nobody needs any more."""
    old = {"removed_at__lt": work.now - KEPT_FOR}
    blobs = list(Attachment.objects.filter(**old).values_list("blob_id", flat=True))
    for model in (Note, Task, Attachment):
        model._default_manager.filter(**old).delete()
    return blobs
