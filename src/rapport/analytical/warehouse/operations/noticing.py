"""Tell whoever looks after marts that some were not published, or that something comes no more."""

from rapport.analytical.warehouse.contracts import Build
from rapport.kernel.identity.api import list_holders
from rapport.kernel.notices.api import NoticeDraft, tell

BLOCKED = "marts.blocked"
SILENT = "marts.silent"


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
    key = f"{build.started_at.date()} {what}"[:120]
    drafts = [
        NoticeDraft(kind=kind, member_id=member_id, subject_id=build.id, key=key, values=values)
        for member_id in list_holders("view", "mart")
    ]
    tell(drafts, now=build.started_at)
