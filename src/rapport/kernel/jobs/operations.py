"""Writes of jobs by those who want work done: enqueue, cancel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.contracts import JobSummary
from rapport.kernel.jobs.engine import put_ticket
from rapport.kernel.jobs.models import Job
from rapport.kernel.jobs.queries import list_jobs, summary_of
from rapport.kernel.jobs.registry import find_kind
from rapport.kernel.tenancy.api import as_tenant


def enqueue(
    kind: str,
    args: Mapping[str, Any],
    *,
    actor: Actor,
    key: str | None = None,
    due_at: datetime | None = None,
    priority: int = 0,
) -> UUID:
    """Have a job done, once the running transaction has committed; returns its id.

    `args` are ids and small values that JSON can hold, never records. With a `key`, a job of the same kind
    and key that still waits is returned instead of a second one. `priority` counts among the same
    tenant's jobs only. Raises LookupError for a kind nobody registered.
    """
    known = find_kind(kind)
    if known is None:
        raise LookupError(f"Nobody runs jobs of the kind {kind}.")
    now = timezone.now()
    job = Job(
        tenant_id=actor.tenant_id,
        kind=kind,
        lane=known.lane,
        key=key,
        args=dict(args),
        priority=priority,
        due_at=due_at or now,
        attempts=known.attempts,
        created_by_id=actor.id,
        created_by_kind=actor.kind,
        created_at=now,
    )
    with as_tenant(actor.tenant_id, actor_id=actor.id, request_id=actor.request_id):
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            waiting = Job.objects.filter(kind=kind, key=key, state=Job.State.QUEUED).first()
            if waiting is None:
                raise
            return waiting.id
        put_ticket(known.lane, due_at=due_at)
    return job.id


def cancel_job(job_id: UUID, *, actor: Actor) -> JobSummary:
    """End a job: at once while it waits, at its next safe point while it runs.

    Raises `Missing`, `Forbidden` for somebody else's job without the right, `Conflict` when it is over.
    """
    with as_tenant(actor.tenant_id, actor_id=actor.id, request_id=actor.request_id):
        job = list_jobs(actor).select_for_update().filter(id=job_id).first()
        if job is None:
            raise Missing("There is no such job.")
        if job.created_by_id != actor.id or actor.id is None:
            actor.require("edit", "job")
        now = timezone.now()
        if job.state == Job.State.QUEUED:
            job.state, job.finished_at = Job.State.CANCELLED, now
        elif job.state != Job.State.RUNNING:
            raise Conflict(_("This job is over already."), code="job-over")
        job.cancel_requested_at = job.cancel_requested_at or now
        job.save(update_fields=["state", "finished_at", "cancel_requested_at"])
        return summary_of(job)
