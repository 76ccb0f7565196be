"""One run sends what waits for one subscriber, until all is sent, time is up, or the receiver unwell."""

import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from rapport.kernel.doors.api import Outbound, OutboundLimits, Refused
from rapport.kernel.errors import Upstream
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.subscribers.contracts import Dispatch, Outcome, Target
from rapport.kernel.subscribers.operations.replaying import sweep
from rapport.kernel.subscribers.operations.sending import (
    SEND,
    claim_target,
    note_outcome,
    release_target,
)
from rapport.kernel.subscribers.queries import list_due
from rapport.kernel.subscribers.rules import read_wait, sign
from rapport.kernel.tenancy.api import as_tenant

__all__ = ["DAY", "SEND", "SWEEP", "run_sweep", "send_waiting"]
SWEEP = "subscribers.sweep"
DAY = 86_400
LIMITS = OutboundLimits(seconds=10.0, connect_seconds=5.0, answer_bytes=1_000_000, redirects=0)
TURN = 20.0
"""Seconds after which a run lets others have their turn."""
SHOWN = 500


def send_waiting(run: JobRun) -> dict[str, int]:
    """Send what is due to one subscriber, in order; no transaction is open while a receiver thinks."""
    target = claim_target(UUID(str(run.args["subscriber_id"])), actor=run.actor)
    sent = failed = 0
    if target is None:
        return {"sent": 0, "failed": 0}
    ends = time.monotonic() + TURN
    with Outbound(opened=settings.CALLS_INSIDE, limits=LIMITS) as door:
        for dispatch in _due(run, target):
            outcome = call(door, target, dispatch)
            goes_on = note_outcome(target, dispatch, outcome, actor=run.actor)
            sent, failed = sent + outcome.arrived, failed + (not outcome.arrived)
            run.progress.report(sent + failed)
            if not goes_on or time.monotonic() > ends or run.progress.interrupted or run.progress.cancelled:
                break
    release_target(target, actor=run.actor)
    return {"sent": sent, "failed": failed}


def call(door: Outbound, target: Target, dispatch: Dispatch) -> Outcome:
    """Try once, signed as of now."""
    headers = sign(target.secrets, str(dispatch.webhook_id), dispatch.body, timezone.now())
    began = time.monotonic()
    status: int | None = None
    wait: timedelta | None = None
    error = text = ""
    try:
        answer = door.call("POST", target.url, headers=headers, content=dispatch.body.encode())
        status, text = answer.status, answer.body[: 4 * SHOWN].decode("utf-8", "replace")
        wait = read_wait(status, answer.headers.get("retry-after", ""), timezone.now())
    except (Refused, Upstream) as refusal:
        error = str(refusal)[:200]
    milliseconds = int((time.monotonic() - began) * 1000)
    return Outcome(status, error, text.replace("\0", "")[:SHOWN], milliseconds, wait)


def run_sweep(run: JobRun) -> dict[str, int]:
    """Forget what is kept no longer."""
    return {"forgotten": sweep(run.actor)}


def _due(run: JobRun, target: Target) -> Iterator[Dispatch]:
    """Give what may be sent, batch by batch; a subject's next version comes once the one before is sent."""
    while True:
        with as_tenant(run.tenant_id):
            batch = list_due(target.subscriber_id, timezone.now())
        if not batch:
            return
        yield from batch
