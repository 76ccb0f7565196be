"""Touches: written by the room that knows, in its own transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from rapport.customers.party.api import hash_joins, insert_rows, resolve_customer
from rapport.customers.timeline import events
from rapport.customers.timeline.contracts import CUSTOMER, Subject, TouchDraft
from rapport.customers.timeline.models import Attachment, Note, Task, Touch
from rapport.customers.timeline.operations.mentions import check_mentions, tell_mentioned
from rapport.kernel.errors import Clash, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import Work, unit_of_work

CALL_KINDS = ("call", "meeting", "letter", "visit", "other")
_ROW = {
    **{"id": "uuid", "party_id": "uuid", "at": "timestamptz", "kind": "text", "channel": "text"},
    **{"direction": "text", "title": "text", "summary": "text", "subject_kind": "text", "subject_id": "uuid"},
    **{"actor_id": "uuid", "actor_name": "text", "batch_id": "uuid"},
}
# A party remembers its last touch to the hour: every finer step would be one more row of history.
_LAST = """
update party p set last_touch_at = n.at
  from (select party_id, max(at) as at from unnest(%s::uuid[], %s::timestamptz[]) as t(party_id, at)
         group by party_id) n
 where p.id = n.party_id and (p.last_touch_at is null or p.last_touch_at < n.at - interval '1 hour')
"""


def record_touch(draft: TouchDraft, *, actor: Actor) -> UUID:
    """Write one line on a party's timeline and return its id; the calling room has authorised the actor."""
    with unit_of_work(actor) as work:
        return write_touches([draft], work)[0]


def record_touches(drafts: Iterable[TouchDraft], *, actor: Actor, batch_id: UUID | None = None) -> int:
    """Write many lines in a few statements and return how many; the calling room has authorised the actor."""
    with unit_of_work(actor, batch_id=batch_id) as work:
        return len(write_touches(list(drafts), work))


def write_touches(drafts: Sequence[TouchDraft], work: Work) -> list[UUID]:
    """Write lines within a unit of work; long text is cut, since the record behind it has it all."""
    rows: list[tuple[Any, ...]] = [
        (
            *(new_id(), one.party_id, one.at, one.kind, one.channel, one.direction, one.title[:300]),
            *(one.summary[:1000], one.subject_kind, one.subject_id, work.actor.id, work.actor.name[:200]),
            work.batch_id,
        )
        for one in drafts
    ]
    insert_rows("touch", _ROW, rows)
    if rows:
        with connection.cursor() as cursor, hash_joins(cursor, len(rows)):
            cursor.execute(_LAST, [[row[1] for row in rows], [row[2] for row in rows]])
    return [row[0] for row in rows]


def touches_of(party_id: UUID | None, kind: str, subject_id: UUID) -> QuerySet[Touch]:
    """Return the lines a kept thing has on its party's timeline, found by the timeline's own key."""
    if party_id is None:
        return Touch.objects.none()
    return Touch.objects.filter(party_id=party_id, subject_kind=kind, subject_id=subject_id)


def drop_touch(subject: Subject, kind: str, *, at: datetime, work: Work) -> None:
    """Take the line away that told of something that was taken back; the calling room has authorised."""
    touches_of(subject.party_id, subject.kind, subject.id).filter(kind=kind, at=at).delete()


def move_kept(subject: Subject, party_id: UUID | None, *, work: Work) -> None:
    """Bring what stands about a record from its customer's timeline to another's, notes and tasks with it.

    The calling room has authorised both customers. None takes the lines away and leaves the notes.
    """
    ids = [subject.id]
    for model in (Note, Task, Attachment):
        kept = model._default_manager.filter(subject_kind=subject.kind, subject_id=subject.id)
        ids += kept.values_list("id", flat=True)
        kept.update(party_id=party_id)
    if subject.party_id is None:
        return
    lines = Touch.objects.filter(party_id=subject.party_id, subject_id__in=ids)
    lines.update(party_id=party_id) if party_id else lines.delete()


def log_contact(
    party_id: UUID,
    *,
    kind: str,
    summary: str,
    actor: Actor,
    title: str = "",
    direction: str = "out",
    at: datetime | None = None,
    mentions: Iterable[UUID] = (),
) -> UUID:
    """Write down a call, meeting, letter or visit that happened outside the product; returns the line's id.

    Raises `Invalid` for another kind or a time to come, `Missing` when the customer is not the actor's.
    """
    if kind not in CALL_KINDS:
        raise Invalid(
            "There is no such kind of contact.",
            fields={"kind": "One of %(known)s."},
            values={"known": ", ".join(CALL_KINDS)},
        )
    if direction not in ("in", "out", ""):
        raise Invalid("Incoming or outgoing?", fields={"direction": "One of in, out."})
    actor.require("create", "note")
    with unit_of_work(actor) as work:
        moment = at or work.now
        if moment > work.now:
            raise Clash("That has not happened yet.", fields={"at": "In the future."})
        party = resolve_customer(party_id, actor=actor)
        heading = title.strip() or summary.strip().partition("\n")[0]
        if not heading:
            raise Clash("Say what it was about.", fields={"summary": "Empty."})
        channel = {"call": "phone", "letter": "post"}.get(kind, "")
        draft = TouchDraft(
            *(party, moment, kind, heading, summary.strip(), channel, direction, CUSTOMER, party),
        )
        (touch_id,) = write_touches([draft], work)
        if mentioned := check_mentions(mentions):
            Touch.objects.filter(party_id=party, id=touch_id).update(mentions=mentioned)
            tell_mentioned(Touch(id=touch_id, party_id=party, mentions=mentioned), "touch", work)
        work.record(
            events.ContactLogged(
                touch_id=touch_id, customer_id=party, kind=kind, direction=direction, at=moment
            )
        )
    return touch_id
