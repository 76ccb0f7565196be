"""Tell whoever looks after marts that some were not published."""

from rapport.analytical.warehouse.contracts import Build
from rapport.kernel.identity.api import list_holders
from rapport.kernel.notices.api import NoticeDraft, tell

BLOCKED = "marts.blocked"


def tell_blocked(build: Build) -> None:
    """Tell every member who may see all marts, once a day for the same tests."""
    found = sorted(failure.test for failure in build.failures if failure.blocks)
    key = f"{build.started_at.date()} {' '.join(found)}"[:120]
    drafts = [
        NoticeDraft(
            kind=BLOCKED, member_id=member_id, subject_id=build.id, key=key, values={"tests": len(found)}
        )
        for member_id in list_holders("view", "mart")
    ]
    tell(drafts, now=build.started_at)
