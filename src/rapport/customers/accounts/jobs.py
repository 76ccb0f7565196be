"""Background entry points of the room."""

from typing import Any
from uuid import UUID

from rapport.customers.accounts.operations.needs import ESCALATE, escalate_need
from rapport.kernel.jobs.api import JobRun

__all__ = ["ESCALATE", "run_escalate"]


def run_escalate(run: JobRun) -> dict[str, Any]:
    """Take the steps of a need's clock that are due; none once it was acknowledged. Safe to repeat."""
    return {"step": escalate_need(UUID(run.args["need_id"]), actor=run.actor)}
