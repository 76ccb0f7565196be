"""Reads of jobs."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.contracts import JobState, JobSummary
from rapport.kernel.jobs.models import Job
from rapport.kernel.jobs.registry import title_of


@dataclass(frozen=True, slots=True)
class LaneFigure:
    """Jobs of one lane and state over all businesses: those due or running now, or failed within a day.

    `oldest` is the age in seconds of the one due for longest.
    """

    lane: str
    state: str
    jobs: int
    oldest: float


def list_figures() -> list[LaneFigure]:
    """Return how much work waits, runs and failed, lane by lane; for whoever watches the installation."""
    with connection.cursor() as cursor:
        cursor.execute("select lane, state, jobs, oldest from job_figures()")
        return [LaneFigure(*row) for row in cursor.fetchall()]


def list_jobs(actor: Actor) -> QuerySet[Job]:
    """Return the jobs the actor may see: their own, and everybody's for who may view `job`."""
    if actor.may("view", "job"):
        return Job.objects.all()
    return Job.objects.filter(created_by_id=actor.id) if actor.id else Job.objects.none()


def get_job(job_id: UUID, *, actor: Actor) -> JobSummary:
    """Return a job; raises `Missing` when there is none the actor may see."""
    job = list_jobs(actor).filter(id=job_id).first()
    if job is None:
        raise Missing("There is no such job.")
    return summary_of(job)


def list_recent_jobs(actor: Actor, *, limit: int = 50, active: bool = False) -> list[JobSummary]:
    """Return the newest jobs the actor may see, or only those that still wait or run."""
    jobs = list_jobs(actor)
    if active:
        jobs = jobs.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    return [summary_of(job) for job in jobs.order_by("-id")[:limit]]


def summary_of(job: Job) -> JobSummary:
    """Return what may be shown of a job."""
    return JobSummary(
        id=job.id,
        kind=job.kind,
        title=title_of(job.kind),
        state=cast(JobState, job.state),
        args=job.args,
        done=job.done,
        total=job.total,
        rate=job.rate,
        message=job.message,
        error=job.error,
        result=job.result,
        attempt=job.attempt,
        created_by_id=job.created_by_id,
        created_at=job.created_at,
        due_at=job.due_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        cancel_requested_at=job.cancel_requested_at,
    )
