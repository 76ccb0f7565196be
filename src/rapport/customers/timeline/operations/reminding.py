"""Telling members of tasks that became due."""

from datetime import datetime

from rapport.customers.timeline.queries import list_due
from rapport.kernel.notices.api import NoticeDraft, tell

KIND = "task.due"


def remind_of_due(since: datetime, until: datetime) -> int:
    """Tell who has tasks that became due in this time (UTC), once for each time due; returns how many."""
    drafts = [
        NoticeDraft(
            kind=KIND,
            member_id=task.assignee_id,
            subject_id=task.id,
            key=f"{task.id} {task.due_at:%Y%m%dT%H%M}",
            values={"party": str(task.party_id) if task.party_id else None},
        )
        for task in list_due(since, until)
        if task.assignee_id
    ]
    return tell(drafts, now=until)
