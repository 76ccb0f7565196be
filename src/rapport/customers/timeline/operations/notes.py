"""Notes about any record."""

from collections.abc import Iterable
from uuid import UUID

from rapport.customers.party.api import resolve_customer
from rapport.customers.timeline import events
from rapport.customers.timeline.contracts import NoteLine, Subject, TouchDraft
from rapport.customers.timeline.models import Note
from rapport.customers.timeline.operations.keeping import bring_back, put_away
from rapport.customers.timeline.operations.mentions import check_mentions, tell_mentioned
from rapport.customers.timeline.operations.touches import touches_of, write_touches
from rapport.customers.timeline.queries import get_kept_for_update, note_line
from rapport.customers.timeline.rules import heading_of
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
        mentioned = check_mentions(mentions)
        note = Note.objects.create(
            party_id=party,
            subject_kind=subject.kind,
            subject_id=party if party and subject.id == subject.party_id else subject.id,
            body=text,
            pinned=pinned,
            mentions=mentioned,
            author_id=actor.id,
            author_name=actor.name[:200],
            created_at=work.now,
            updated_at=work.now,
        )
        _put_on_timeline(note, work)
        _tell(note, work)
        tell_mentioned(note, "note", work)
    return note_line(note)


def change_note(
    note_id: UUID,
    *,
    actor: Actor,
    body: str | None = None,
    pinned: bool | None = None,
    mentions: Iterable[UUID] | None = None,
    version: int | None = None,
) -> NoteLine:
    """Rewrite or pin a note, or name others in it; raises `Invalid`, `Missing`, `Conflict` (stale)."""
    with unit_of_work(actor) as work:
        note = get_kept_for_update(Note, note_id, actor=actor, kind="note")
        if version is not None and version != note.version:
            raise Conflict("Somebody changed this note meanwhile.", code="stale")
        if body is not None:
            note.body = _checked(body)
            touches = touches_of(note.party_id, "note", note.id)
            touches.update(title=heading_of(note.body), summary=note.body[:1000])
        note.pinned = note.pinned if pinned is None else pinned
        before = list(note.mentions)
        if mentions is not None:
            note.mentions = check_mentions(mentions)
        note.version += 1
        note.updated_at = work.now
        names = ("body", "pinned", "mentions", "version", "updated_at")
        Note.objects.filter(id=note_id).update(**{name: getattr(note, name) for name in names})
        _tell(note, work)
        tell_mentioned(note, "note", work, before=before)
    return note_line(note)


def remove_note(note_id: UUID, *, actor: Actor) -> None:
    """Take a note away, with its line on the timeline; for some days it can come back. Raises `Missing`."""
    with unit_of_work(actor) as work:
        note = put_away(Note, note_id, "note", work)
        work.record(events.NoteRemoved(note_id=note.id, version=note.version, party_id=note.party_id))


def restore_note(note_id: UUID, *, actor: Actor) -> NoteLine:
    """Bring a removed note back to where it was; raises `Missing`."""
    with unit_of_work(actor) as work:
        note = bring_back(Note, note_id, "note", work)
        _put_on_timeline(note, work)
        _tell(note, work)
    return note_line(note)


def _put_on_timeline(note: Note, work: Work) -> None:
    if note.party_id is None:
        return
    line = TouchDraft(
        *(note.party_id, note.created_at, "note", heading_of(note.body), note.body),
        subject_kind="note",
        subject_id=note.id,
    )
    write_touches([line], work)


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
