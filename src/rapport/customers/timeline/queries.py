"""Reads of the room: a party's timeline, and what is kept about a record."""

import base64
import binascii
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from rapport.customers.party.api import PartyRef, resolve_customer
from rapport.customers.timeline.contracts import (
    AttachmentLine,
    NoteLine,
    Subject,
    TaskLine,
    TouchLine,
    TouchPage,
)
from rapport.customers.timeline.models import Attachment, Note, Task, Touch
from rapport.kernel.errors import Missing, Unknown
from rapport.kernel.identity.api import Actor, Scope, within_scope
from rapport.kernel.paging.api import Order, by_id, by_nullable, in_order

TASK_ORDERS: Mapping[str, Order] = {"due": by_nullable("due_at", "moment"), "created": by_id()}
MOST = 200
MOST_DUE, BEGINNING = 10_000, 120
Kind = TypeVar("Kind", Note, Task, Attachment)


def list_touches(
    party_id: PartyRef, *, actor: Actor, kinds: Collection[str] = (), cursor: str = "", limit: int = 50
) -> TouchPage:
    """Return a party's timeline, newest first, in two queries; raises `Missing`, `Invalid`.

    `kinds` narrows to whole kinds or to their beginnings (`order` means `order.placed`, `order.shipped`, …).
    """
    party = resolve_customer(party_id, actor=actor)
    size = max(1, min(limit, MOST))
    rows = Touch.objects.filter(party_id=party)
    if kinds:
        wanted = Q(kind__in=list(kinds))
        for kind in kinds:
            wanted |= Q(kind__gte=f"{kind}.", kind__lt=f"{kind}/")
        rows = rows.filter(wanted)
    if cursor:
        at, last = _read_cursor(cursor)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=last), at__lte=at)
    found = list(rows.order_by("-at", "-id")[: size + 1])
    lines = tuple(_touch(row) for row in found[:size])
    return TouchPage(lines, _write_cursor(lines[-1]) if len(found) > size else "")


def list_notes(subject: Subject, *, actor: Actor, limit: int = 50) -> list[NoteLine]:
    """Return the notes about a record, pinned ones first, then the newest."""
    rows = _about(_kept(Note), subject, actor, "note").order_by("-pinned", "-id")[:limit]
    return [note_line(row) for row in rows]


def list_tasks(subject: Subject, *, actor: Actor, open_only: bool = False, limit: int = 50) -> list[TaskLine]:
    """Return the tasks about a record: the open ones by when they are due, then the done ones."""
    rows = _about(_kept(Task), subject, actor, "task")
    if open_only:
        rows = rows.filter(done_at=None)
    tasks = rows.select_related("party").order_by("done_at", "due_at", "id")[:limit]
    return sorted((task_line(row) for row in tasks), key=lambda line: line.done_at is not None)


def list_files(subject: Subject, *, actor: Actor, limit: int = 100) -> list[AttachmentLine]:
    """Return the files kept with a record, newest first."""
    rows = _about(_kept(Attachment), subject, actor, "file").order_by("-id")[:limit]
    return [attachment_line(row) for row in rows]


def list_open_tasks(
    actor: Actor, *, assignee_id: UUID | None = None, before: datetime | None = None, limit: int = 50
) -> list[TaskLine]:
    """Return somebody's open tasks (the actor's own by default) by when they are due, undated ones last.

    Tasks of others are seen within the actor's scope over their customers; one's own always.
    """
    who = assignee_id or actor.member_id
    rows = _kept(Task).filter(done_at=None, assignee_id=who)
    if who != actor.member_id:
        rows = _seen(rows, actor, "task")
    if before:
        rows = rows.filter(due_at__lt=before)
    return [task_line(row) for row in rows.select_related("party").order_by("due_at", "id")[:limit]]


def seen_tasks(actor: Actor) -> QuerySet[Task]:
    """Return the tasks the actor may see: one's own, and those about customers within one's scope."""
    return _mine_or_seen(_kept(Task), actor, "view")


def load_tasks(ids: Sequence[UUID]) -> list[TaskLine]:
    """Return the lines of tasks already within scope, in the order of their ids, with their customers."""
    return in_order(
        ids, {row.id: task_line(row) for row in _kept(Task).select_related("party").filter(id__in=ids)}
    )


def name_tasks(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the titles of tasks the actor may see, by id."""
    if not actor.may("view", "task"):
        return {}
    rows = _mine_or_seen(_kept(Task), actor, "view").filter(id__in=tuple(ids))
    return dict(rows.values_list("id", "title"))


def name_notes(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the beginnings of notes the actor may see, by id."""
    if not actor.may("view", "note"):
        return {}
    rows = _seen(_kept(Note), actor, "note").filter(id__in=tuple(ids)).annotate(start=Left("body", BEGINNING))
    return dict(rows.values_list("id", "start"))


def list_due(since: datetime, until: datetime) -> list[Task]:
    """Return the open tasks of members that became due in this time (UTC), of everybody."""
    rows = _kept(Task).filter(done_at=None, assignee_id__isnull=False, due_at__gt=since, due_at__lte=until)
    return list(rows.order_by("due_at", "id")[:MOST_DUE])


def get_note(note_id: UUID, *, actor: Actor) -> NoteLine:
    """Return a note the actor may see; raises `Missing`."""
    return note_line(_one(_seen(_kept(Note), actor, "note"), note_id))


def get_task(task_id: UUID, *, actor: Actor) -> TaskLine:
    """Return a task the actor may see; raises `Missing`."""
    return task_line(_one(_mine_or_seen(_kept(Task).select_related("party"), actor, "view"), task_id))


def get_file(attachment_id: UUID, *, actor: Actor) -> AttachmentLine:
    """Return a file the actor may see; raises `Missing`."""
    return attachment_line(_one(_seen(_kept(Attachment), actor, "file"), attachment_id))


def get_kept_for_update(
    model: type[Kind], row_id: UUID, *, actor: Actor, kind: str, removed: bool = False
) -> Kind:
    """Lock something kept that the actor may change, or, where asked, may bring back; raises `Missing`."""
    rows: QuerySet[Kind] = model._default_manager.select_for_update(of=("self",))
    rows = rows.filter(removed_at__isnull=not removed)
    if model is Task:
        return _one(_mine_or_seen(rows, actor, "edit"), row_id)
    return _one(_seen(rows, actor, kind, "edit"), row_id)


def note_line(row: Note) -> NoteLine:
    """Return a note as it crosses the wall."""
    return NoteLine(
        *(row.id, row.party_id, row.subject_kind, row.subject_id, row.body, row.pinned, tuple(row.mentions)),
        *(row.author_id, row.author_name, row.version, row.created_at, row.updated_at),
    )


def task_line(row: Task) -> TaskLine:
    """Return a task as it crosses the wall; the customer's name where it was read along."""
    party = row._state.fields_cache.get("party")
    return TaskLine(
        *(row.id, row.party_id, party.name if party else "", row.subject_kind, row.subject_id, row.title),
        *(row.body, row.due_at, row.done_at, row.assignee_id, row.priority, tuple(row.mentions or ())),
        *(row.author_id, row.author_name, row.version, row.created_at, row.updated_at),
    )


def attachment_line(row: Attachment) -> AttachmentLine:
    """Return a file as it crosses the wall."""
    return AttachmentLine(
        *(row.id, row.party_id, row.subject_kind, row.subject_id, row.blob_id, row.name, row.media_type),
        *(row.size, row.author_id, row.author_name, row.created_at),
    )


def _kept(model: type[Kind]) -> QuerySet[Kind]:
    return model._default_manager.filter(removed_at=None)


def _about(rows: QuerySet[Kind], subject: Subject, actor: Actor, kind: str) -> QuerySet[Kind]:
    """Of a customer: everything kept about it and about what is its own; of any other record: its own."""
    actor.require("view", kind)
    if subject.kind == "customer":
        return rows.filter(party_id=resolve_customer(subject.seen or subject.id, actor=actor))
    return _seen(rows, actor, kind).filter(subject_kind=subject.kind, subject_id=subject.id)


def _seen(rows: QuerySet[Kind], actor: Actor, kind: str, verb: str = "view") -> QuerySet[Kind]:
    return within_scope(rows, actor, verb, kind, unit="party__unit_id", owner="party__owner_id")


def _mine_or_seen(rows: QuerySet[Kind], actor: Actor, verb: str) -> QuerySet[Kind]:
    """A task is its assignee's business wherever the customer belongs."""
    if actor.require(verb, "task") is Scope.ALL or actor.member_id is None:
        return _seen(rows, actor, "task", verb)
    reached = _seen(rows.model._default_manager.all(), actor, "task", verb)
    return rows.filter(Q(assignee_id=actor.member_id) | Q(id__in=reached.values("id")))


def _one(rows: QuerySet[Kind], row_id: UUID) -> Kind:
    row = rows.filter(id=row_id).first()
    if row is None:
        raise Missing("There is no such thing.")
    return row


def _touch(row: Touch) -> TouchLine:
    return TouchLine(
        *(row.id, row.party_id, row.at, row.kind, row.title, row.summary, row.channel, row.direction),
        *(row.subject_kind, row.subject_id, row.actor_id, row.actor_name, tuple(row.mentions or ())),
    )


def _write_cursor(line: TouchLine) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode((line.at, line.id))).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(text, type=tuple[datetime, UUID])
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise Unknown("This is not a cursor of this list.", fields={"cursor": "Unknown."}) from error


def notes_about(subject: Subject, actor: Actor) -> QuerySet[Note]:
    """Return the notes about a record, for pages."""
    return _about(Note.objects.all(), subject, actor, "note")


def tasks_about(subject: Subject, actor: Actor) -> QuerySet[Task]:
    """Return the tasks about a record with their customers, for pages."""
    return _about(Task.objects.select_related("party"), subject, actor, "task")


def files_about(subject: Subject, actor: Actor) -> QuerySet[Attachment]:
    """Return the files kept with a record, for pages."""
    return _about(Attachment.objects.all(), subject, actor, "file")


def open_tasks(actor: Actor, assignee_id: UUID | None = None) -> QuerySet[Task]:
    """Return somebody's open tasks, the actor's own by default; those of others within the actor's scope."""
    who = assignee_id or actor.member_id
    rows = Task.objects.filter(done_at=None, assignee_id=who).select_related("party")
    return rows if who == actor.member_id else _seen(rows, actor, "task")
