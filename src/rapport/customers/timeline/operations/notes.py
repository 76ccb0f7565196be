"""Notes about any record."""

from collections.abc import Iterable
from uuid import UUID

from rapport.customers.party.api import resolve_customer
from rapport.customers.timeline import events
from rapport.customers.timeline.contracts import NoteLine, Subject, TouchDraft
from rapport.customers.timeline.models import Note
from rapport.customers.timeline.operations.touches import touches_of, write_touches
from rapport.customers.timeline.queries import get_kept_for_update, note_line
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work

LONGEST = 100_000


def add_note(
    subject: Subject, body: str, *, actor: Actor, pinned: bool = False, mentions: Iterable[UUID] = ()
) -> NoteLine:
    """Write a note about a record; the caller has authorised records other than customers.

    Raises `Invalid` for an empty text, `Missing` when the customer is not the actor's, `Forbidden`.
    """
    text = _checked(body)
    actor.require("create", "note")
    with unit_of_work(actor) as work:
        party = resolve_customer(subject.party_id, actor=actor) if subject.party_id else None
        note = Note.objects.create(
            party_id=party,
            subject_kind=subject.kind,
            subject_id=party if party and subject.id == subject.party_id else subject.id,
            body=text,
            pinned=pinned,
            mentions=list(dict.fromkeys(mentions)),
            author_id=actor.id,
            author_name=actor.name[:200],
            created_at=work.now,
            updated_at=work.now,
        )
        if party:
            heading = text.partition("\n")[0]
            draft = TouchDraft(
                party, work.now, "note", heading, text, subject_kind="note", subject_id=note.id
            )
            write_touches([draft], work)
        _tell(note, work)
    return note_line(note)


def change_note(
    note_id: UUID,
    *,
    actor: Actor,
    body: str | None = None,
    pinned: bool | None = None,
    version: int | None = None,
) -> NoteLine:
    """Rewrite or pin a note; raises `Invalid`, `Missing`, `Conflict` (stale)."""
    with unit_of_work(actor) as work:
        note = get_kept_for_update(Note, note_id, actor=actor, kind="note")
        if version is not None and version != note.version:
            raise Conflict("Somebody changed this note meanwhile.", code="stale")
        if body is not None:
            note.body = _checked(body)
            touches = touches_of(note.party_id, "note", note.id)
            touches.update(title=note.body.partition("\n")[0][:300], summary=note.body[:1000])
        note.pinned = note.pinned if pinned is None else pinned
        note.version += 1
        note.updated_at = work.now
        Note.objects.filter(id=note_id).update(
            body=note.body, pinned=note.pinned, version=note.version, updated_at=work.now
        )
        _tell(note, work)
    return note_line(note)


def remove_note(note_id: UUID, *, actor: Actor) -> None:
    """Throw a note away, with its line on the timeline; history keeps it. Raises `Missing`."""
    with unit_of_work(actor):
        note = get_kept_for_update(Note, note_id, actor=actor, kind="note")
        touches_of(note.party_id, "note", note.id).delete()
        Note.objects.filter(id=note_id).delete()


def _checked(body: str) -> str:
    text = body.replace("\0", "").strip()
    if not text or len(text) > LONGEST:
        raise Invalid(
            "A note has some text.", fields={"body": "1 to %(most)s characters."}, values={"most": LONGEST}
        )
    return text


def _tell(note: Note, work: Work) -> None:
    work.record(
        events.NoteWritten(
            note_id=note.id,
            version=note.version,
            party_id=note.party_id,
            about_kind=note.subject_kind,
            about_id=note.subject_id,
            mentions=tuple(note.mentions),
        )
    )
