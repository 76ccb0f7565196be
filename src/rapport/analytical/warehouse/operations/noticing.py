"""Tell whoever looks after marts that some were not published, or that something comes no more."""

from datetime import datetime, timedelta
from uuid import UUID

from rapport.analytical.warehouse.contracts import Build
from rapport.kernel.identity.api import list_holders
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.tenancy.api import current_tenant_id

BLOCKED = "marts.blocked"
SILENT = "marts.silent"
OLD = "marts.old"


def tell_old(waited: timedelta, *, now: datetime) -> None:
    """Tell them that facts have waited so long for a build, once a day."""
    _send(OLD, now, "", {"hours": int(waited.total_seconds() // 3600)}, current_tenant_id())


def tell_silence(feeds: int, *, now: datetime) -> None:
    """Tell them of feeds that fell silent where no build was there to notice; once a day, whoever says it."""
    _send(SILENT, now, "", {"feeds": feeds}, current_tenant_id())


def tell_blocked(build: Build) -> None:
    """Tell every member who may see all marts, once a day for the same tests."""
    found = sorted(failure.test for failure in build.failures if failure.blocks)
    _tell(BLOCKED, build, " ".join(found), {"tests": len(found)})


def tell_silent(build: Build) -> None:
    """Tell them of feeds that fell silent, once a day."""
    rows = sum(failure.rows for failure in build.failures if failure.tells)
    if rows:
        _tell(SILENT, build, "", {"feeds": rows})


def _tell(kind: str, build: Build, what: str, values: dict[str, int]) -> None:
    _send(kind, build.started_at, what, values, build.id)


def _send(kind: str, at: datetime, what: str, values: dict[str, int], subject_id: UUID) -> None:
    key = f"{at.date()} {what}"[:120]
    drafts = [
        NoticeDraft(kind=kind, member_id=member_id, subject_id=subject_id, key=key, values=values)
        for member_id in list_holders("view", "mart")
    ]
    tell(drafts, now=at)
