"""Background entry points: a person's archive, the night's work on requests and rules of keeping."""

from typing import Any
from uuid import UUID

from rapport.customers.privacy.operations.archives import ARCHIVE, drop_archives, write_archive
from rapport.customers.privacy.operations.erasing import sweep_lawful
from rapport.customers.privacy.operations.keeping import keep_rules
from rapport.customers.privacy.operations.requests import remind
from rapport.kernel.jobs.api import JobRun

DAILY, DAY = "privacy.daily", 86_400
__all__ = ["ARCHIVE", "DAILY", "DAY", "run_archive", "run_daily"]


def run_archive(run: JobRun) -> dict[str, Any]:
    """Make the archive of a request; safe to repeat, the last one made is kept."""

    def tell(done: int, total: int) -> None:
        run.progress.raise_if_cancelled()
        run.progress.report(done, total)

    return {"bytes": write_archive(UUID(run.args["request_id"]), actor=run.actor, tell=tell)}


def run_daily(run: JobRun) -> dict[str, Any]:
    """Remind of last days, drop archives that are over and what law and rules keep no longer."""

    def tell(gone: int) -> None:
        run.progress.raise_if_cancelled()
        run.progress.report(gone)

    return {
        "kept_no_longer": keep_rules(actor=run.actor, tell=tell),
        "reminded": remind(actor=run.actor),
        "archives": drop_archives(actor=run.actor),
        "lawful": sweep_lawful(actor=run.actor),
    }
