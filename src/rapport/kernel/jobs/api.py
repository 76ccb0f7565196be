"""The front door of background work."""

from rapport.kernel.jobs.contracts import (
    LANES,
    Handler,
    JobCancelled,
    JobInterrupted,
    JobKind,
    JobRun,
    JobSummary,
    Lane,
    Progress,
)
from rapport.kernel.jobs.operations import cancel_job, enqueue
from rapport.kernel.jobs.queries import LaneFigure, get_job, list_figures, list_recent_jobs
from rapport.kernel.jobs.registry import every, register_job
from rapport.kernel.jobs.runner import run_next
from rapport.kernel.jobs.worker import run_worker

__all__ = [
    "LANES",
    "Handler",
    "JobCancelled",
    "JobInterrupted",
    "JobKind",
    "JobRun",
    "JobSummary",
    "Lane",
    "LaneFigure",
    "Progress",
    "cancel_job",
    "enqueue",
    "every",
    "get_job",
    "list_figures",
    "list_recent_jobs",
    "register_job",
    "run_next",
    "run_worker",
]
