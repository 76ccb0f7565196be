"""Runs one claimed job to its end, whatever that is."""

import os
import socket
import uuid
from typing import cast

import structlog
from django.db import DatabaseError
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing, RapportError, Upstream
from rapport.kernel.identity.api import Actor, get_member_actor, get_token_actor, system_actor
from rapport.kernel.jobs import claims
from rapport.kernel.jobs.claims import Claim, Reading
from rapport.kernel.jobs.contracts import JobCancelled, JobInterrupted, JobKind, JobRun, Lane, Progress
from rapport.kernel.jobs.engine import put_ticket
from rapport.kernel.jobs.models import Job
from rapport.kernel.jobs.registry import find_kind
from rapport.kernel.jobs.rules import pause_before
from rapport.kernel.jobs.watch import watch
from rapport.kernel.tenancy.api import as_tenant

log = structlog.get_logger(__name__)
WORKER = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def run_next(lane: Lane) -> bool:
    """Claim the next job of a lane and run it; returns whether there was one."""
    claim = claims.claim_next(lane, WORKER)
    if claim is None:
        return False
    try:
        with as_tenant(claim.tenant_id):
            job = Job.objects.get(id=claim.job_id)
        _run(claim, job)
    except DatabaseError:
        log.exception("job left to recovery", job=str(claim.job_id))
    return True


def _run(claim: Claim, job: Job) -> None:
    progress = Progress(done=job.done, total=job.total, message=job.message)
    kind = find_kind(job.kind)
    try:
        if kind is None:
            raise Missing(_("This version of Rapport knows no such work."))
        run = JobRun(job.id, claim.tenant_id, _actor(job), job.args, claim.attempt, progress)
        with watch(claim, progress):
            result = kind.handler(run)
    except JobCancelled:
        claims.finish(claim, "cancelled", reading_of(progress))
    except JobInterrupted:
        _again(claim, job, pause=0, counts=False)
    except (RapportError, Exception) as error:
        _failed(claim, job, kind, progress, error)
    else:
        claims.finish(claim, "done", reading_of(progress), result=result)


def _failed(claim: Claim, job: Job, kind: JobKind | None, progress: Progress, error: Exception) -> None:
    """An answer ends the job with its words; an accident is logged and tried again while attempts last."""
    final = isinstance(error, RapportError) and not isinstance(error, Upstream)
    words = error.message if isinstance(error, RapportError) else _("Something failed on our side.")
    if not final:
        log.error("job failed", job=str(job.id), kind=job.kind, attempt=claim.attempt, exc_info=error)
    if final or kind is None or claim.attempt >= job.attempts:
        claims.finish(claim, "failed", reading_of(progress), error=words)
    else:
        _again(claim, job, pause=pause_before(claim.attempt), error=words)


def _again(claim: Claim, job: Job, *, pause: int, error: str = "", counts: bool = True) -> None:
    """Put the job back; its ticket is put by the worker's keeper once the pause is over."""
    with as_tenant(claim.tenant_id):
        claims.give_back(claim, pause=pause, error=error, counts=counts)
        if not pause:
            put_ticket(cast("Lane", job.lane))


def _actor(job: Job) -> Actor:
    """Return who the job works for, with the rights they have now; raises `Missing` when they left."""
    with as_tenant(job.tenant_id):
        if job.created_by_kind == "member" and job.created_by_id:
            return get_member_actor(job.created_by_id, request_id=job.id)
        if job.created_by_kind == "token" and job.created_by_id:
            return get_token_actor(job.created_by_id, request_id=job.id)
    return system_actor(job.tenant_id, request_id=job.id)


def reading_of(progress: Progress) -> Reading:
    """Return what is written of a run's progress."""
    return Reading(progress.done, progress.total, progress.rate, progress.message)
