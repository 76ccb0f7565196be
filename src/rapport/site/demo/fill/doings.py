"""What the staff of a demo shop wrote down, talked about, kept, and still has to do, each at its moment."""

from uuid import UUID

from rapport.customers.timeline.api import (
    CUSTOMER,
    Subject,
    TaskDraft,
    TouchDraft,
    add_note,
    add_task,
    attach_file,
    finish_task,
    record_touches,
)
from rapport.kernel.blobs.api import store_blob
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import work_as_of
from rapport.site.demo.records import Note, Paper, Shop, Task

ONE_NOTE_IN = 3
"""Of so many things written down one is a note; the others were calls, which go in all at once."""


def fill_doings(shop: Shop, ids: dict[str, UUID], staff: dict[str, Actor], *, actor: Actor) -> None:
    """Enter notes and calls by those who made them, papers, and tasks with those who have to do them."""
    notes = shop.notes[::ONE_NOTE_IN]
    calls = [note for number, note in enumerate(shop.notes) if number % ONE_NOTE_IN]
    record_touches([_call(note, ids) for note in calls], actor=actor)
    for note in notes:
        with work_as_of(note.at):
            add_note(_about(ids[note.party]), note.text, actor=staff[note.author])
    for task in shop.tasks:
        _enter_task(task, ids, staff)
    for paper in shop.papers:
        _keep(paper, ids, staff[paper.author])


def _call(note: Note, ids: dict[str, UUID]) -> TouchDraft:
    return TouchDraft(
        party_id=ids[note.party],
        at=note.at,
        kind="call",
        title=note.text,
        channel="phone",
        direction="in",
        subject_kind=CUSTOMER,
        subject_id=ids[note.party],
    )


def _enter_task(task: Task, ids: dict[str, UUID], staff: dict[str, Actor]) -> None:
    owner = staff[task.owner]
    draft = TaskDraft(task.title, due_at=task.due, assignee_id=owner.member_id)
    with work_as_of(task.at):
        made = add_task(_about(ids[task.party]), draft, actor=owner)
    if task.done_at:
        with work_as_of(task.done_at):
            finish_task(made.id, actor=owner)


def _keep(paper: Paper, ids: dict[str, UUID], author: Actor) -> None:
    content = paper.text.encode()
    with work_as_of(paper.at):
        blob = store_blob([content], paper.name, "attachment", actor=author)
        subject = _about(ids[paper.party])
        attach_file(subject, blob.id, paper.name, "text/plain", len(content), actor=author)


def _about(party_id: UUID) -> Subject:
    return Subject(CUSTOMER, party_id, party_id)
