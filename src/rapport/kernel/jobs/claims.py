"""Writes of jobs by the workers: claim the fairest, beat, finish, give back, recover."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from rapport.kernel.jobs.contracts import JobState, Lane
from rapport.kernel.live.api import announce
from rapport.kernel.tenancy.api import as_tenant

STALE_AFTER = 20
_BEAT = """
update job set heartbeat_at = now(), done = %s, total = %s, rate = %s, message = %s
 where id = %s and attempt = %s and state = 'running' returning cancel_requested_at is not null
"""
_FINISH = """
update job set state = %s, done = %s, total = coalesce(%s, total), rate = %s, message = %s, error = %s,
               result = %s, finished_at = now(), worker = ''
 where id = %s and attempt = %s and state = 'running' returning 1
"""
_GIVE_BACK = """
update job set state = 'queued', due_at = now() + make_interval(secs => %s), attempt = attempt - %s,
               error = %s, worker = '', key = null
 where id = %s and attempt = %s and state = 'running' returning 1
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job a worker holds: it stays its own as long as the attempt is the newest."""

    tenant_id: UUID
    job_id: UUID
    attempt: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a run is, as it is written."""

    done: int
    total: int | None
    rate: float | None
    message: str


def claim_next(lane: Lane, worker: str) -> Claim | None:
    """Claim the next job of the tenant served least lately; None when nothing waits."""
    row = _one("select * from job_claim(%s, %s)", [lane, worker])
    return Claim(row[0], row[1], row[2]) if row else None


def beat(claim: Claim, reading: Reading) -> bool | None:
    """Write how far it is; returns whether cancelling was asked for, None when the claim is lost."""
    with as_tenant(claim.tenant_id):
        values = [reading.done, reading.total, reading.rate, reading.message[:500]]
        row = _one(_BEAT, [*values, claim.job_id, claim.attempt])
        _tell(claim, "running")
    return bool(row[0]) if row else None


def finish(
    claim: Claim,
    state: JobState,
    reading: Reading,
    *,
    error: str = "",
    result: Mapping[str, Any] | None = None,
) -> bool:
    """Close a job; returns False when the claim was lost meanwhile."""
    encoded = None if result is None else msgspec.json.encode(result).decode()
    values = [state, reading.done, reading.total, reading.rate, reading.message[:500], error[:2000], encoded]
    with as_tenant(claim.tenant_id):
        _tell(claim, state)
        return _one(_FINISH, [*values, claim.job_id, claim.attempt]) is not None


def give_back(claim: Claim, *, pause: int, error: str = "", counts: bool = True) -> None:
    """Put a job back in its lane after a pause in seconds; `counts` tells whether the attempt was one."""
    with as_tenant(claim.tenant_id):
        _one(_GIVE_BACK, [pause, 0 if counts else 1, error[:2000], claim.job_id, claim.attempt])


def recover_stale() -> int:
    """Take back the jobs whose worker has not been heard of for 20 seconds; returns how many."""
    row = _one("select job_recover(%s)", [STALE_AFTER])
    return int(row[0]) if row else 0


def count_missing_tickets(lane: Lane) -> int:
    """Return how many more jobs are due in a lane than tickets lie there."""
    row = _one(
        "select job_waiting(%s) - (select count(*) from procrastinate_jobs where queue_name = %s"
        " and status = 'todo' and (scheduled_at is null or scheduled_at <= now()))",
        [lane, lane],
    )
    return max(0, int(row[0])) if row else 0


def start_round(kind: str, lane: Lane, attempts: int, slot: int) -> int:
    """Enqueue the round's job for each active business that has not had this slot; returns how many."""
    row = _one("select job_start_round(%s, %s, %s, %s)", [kind, lane, attempts, slot])
    return int(row[0]) if row else 0


def sweep_tickets() -> None:
    """Throw away the tickets of workers that are gone."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where status = 'doing' and worker_id is null")


def _tell(claim: Claim, state: str) -> None:
    """Tell open pages that the job moved on; they ask how far it is."""
    announce(f"job.{claim.job_id}", state=state)


def _one(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
