"""What the staff of a demo shop wrote down, talked about, and still has to do."""

from datetime import UTC, datetime, time
from uuid import UUID

from rapport.customers.timeline.api import (
    CUSTOMER,
    Subject,
    TaskDraft,
    TouchDraft,
    add_note,
    add_task,
    finish_task,
    record_touches,
)
from rapport.kernel.identity.api import Actor
from rapport.site.demo.records import Shop

NOTES = 30
"""So many of the newest are notes; the older ones are calls on the timeline, dated when they were made."""


def fill_doings(shop: Shop, ids: dict[str, UUID], staff: dict[str, Actor], *, actor: Actor) -> None:
    """Enter notes and calls by those who made them, and tasks with those who have to do them."""
    notes = sorted(shop.notes, key=lambda note: note.at)
    older, newest = notes[:-NOTES], notes[-NOTES:]
    calls = [
        TouchDraft(
            party_id=ids[note.party],
            at=note.at,
            kind="call",
            title=note.text,
            channel="phone",
            direction="in",
            subject_kind=CUSTOMER,
            subject_id=ids[note.party],
        )
        for note in older
    ]
    record_touches(calls, actor=actor)
    for note in newest:
        add_note(_about(ids[note.party]), note.text, actor=staff[note.author])
    for task in shop.tasks:
        owner = staff[task.owner]
        due = datetime.combine(task.due, time(9), UTC)
        draft = TaskDraft(task.title, due_at=due, assignee_id=owner.member_id)
        made = add_task(_about(ids[task.party]), draft, actor=owner)
        if task.done_at:
            finish_task(made.id, actor=owner)


def _about(party_id: UUID) -> Subject:
    return Subject(CUSTOMER, party_id, party_id)
