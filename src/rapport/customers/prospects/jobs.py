"""Background entry points of the room."""

from typing import Any
from uuid import UUID

from rapport.customers.prospects.operations.scoring import list_due, score_prospects
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.work.api import unit_of_work

SCORE = "prospects.score"
DAY = 86_400
REST = 600
BATCH = 1_000


def run_score(run: JobRun) -> dict[str, Any]:
    """Score every open prospect anew, since freshness passes; a batch is a transaction. Safe to repeat."""
    done, after = 0, UUID(int=0)
    while True:
        run.progress.raise_if_cancelled()
        with unit_of_work(run.actor) as work:
            due = list_due(after, BATCH)
            score_prospects([party_id for _prospect, party_id in due], work)
        if not due:
            return {"scored": done}
        done, after = done + len(due), due[-1][0]
        run.progress.report(done)
