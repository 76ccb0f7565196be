"""/jobs: what goes on in the background, and ending it."""

from typing import Any, Literal
from uuid import UUID

from ninja import Router

from rapport.kernel.jobs import operations, queries
from rapport.kernel.jobs.contracts import JobState
from rapport.kernel.rest.api import Answer, ApiRequest, CursorText, Limit, Moment, Page, asks, page_rows

router = Router()


class JobOut(Answer):
    """A piece of background work: how far it is and what became of it; `rate` in things a second."""

    id: UUID
    kind: str
    title: str
    state: JobState
    args: dict[str, Any]
    done: int
    total: int | None
    rate: float | None
    message: str
    error: str
    result: dict[str, Any] | None
    attempt: int
    created_by_id: UUID | None
    created_at: Moment
    started_at: Moment | None
    finished_at: Moment | None
    cancel_requested_at: Moment | None


@router.get("", response=Page[JobOut], operation_id="list_jobs", summary="List jobs")
def list_page(
    request: ApiRequest,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Literal["id", "-id"] = "-id",
    state: JobState | None = None,
) -> Page[JobOut]:
    """List your jobs, or everybody's if you may view jobs; newest first."""
    jobs = queries.list_jobs(request.actor)
    if state is not None:
        jobs = jobs.filter(state=state)
    rows, after = page_rows(jobs, cursor=cursor, limit=limit, sort=sort)
    return Page[JobOut](items=[JobOut.model_validate(queries.summary_of(job)) for job in rows], next=after)


@router.get("/{uuid:job_id}", response=JobOut, operation_id="get_job", summary="Read a job")
def get_one(request: ApiRequest, job_id: UUID) -> JobOut:
    """Read a job; ask again while its state is queued or running."""
    return JobOut.model_validate(queries.get_job(job_id, actor=request.actor))


@router.post(
    "/{uuid:job_id}/cancel",
    response=JobOut,
    operation_id="cancel_job",
    summary="Cancel a job",
    openapi_extra=asks("edit:job", "view:job"),
)
def cancel_one(request: ApiRequest, job_id: UUID) -> JobOut:
    """End a job: at once while it waits, at its next safe point while it runs; 409 when it is over."""
    return JobOut.model_validate(operations.cancel_job(job_id, actor=request.actor))
