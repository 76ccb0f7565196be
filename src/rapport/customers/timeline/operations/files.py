"""Files kept with a record; the bytes are a blob of the kernel's."""

from typing import TypeVar
from uuid import UUID

from rapport.customers.party.api import resolve_customer
from rapport.customers.timeline import events
from rapport.customers.timeline.contracts import AttachmentLine, Subject, TouchDraft
from rapport.customers.timeline.models import Attachment
from rapport.customers.timeline.operations.keeping import bring_back, put_away
from rapport.customers.timeline.operations.touches import write_touches
from rapport.customers.timeline.queries import attachment_line
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work

AnyFact = TypeVar("AnyFact", events.FileAttached, events.FileRemoved)


def attach_file(
    subject: Subject, blob_id: UUID, name: str, media_type: str, size: int, *, actor: Actor
) -> AttachmentLine:
    """Keep a stored blob with a record; raises `Invalid`, `Missing` when the customer is not the actor's."""
    clean = name.replace("\\", "/").rpartition("/")[2].replace("\0", "").strip()[:255]
    if not clean or size < 0:
        raise Invalid("A file has a name.", fields={"name": "Empty."})
    actor.require("create", "file")
    with unit_of_work(actor) as work:
        party = resolve_customer(subject.party_id, actor=actor) if subject.party_id else None
        kept = Attachment.objects.create(
            party_id=party,
            subject_kind=subject.kind,
            subject_id=party if party and subject.id == subject.party_id else subject.id,
            blob_id=blob_id,
            name=clean,
            media_type=media_type[:120],
            size=size,
            author_id=actor.id,
            author_name=actor.name[:200],
            created_at=work.now,
            updated_at=work.now,
        )
        _put_on_timeline(kept, work)
    return attachment_line(kept)


def remove_file(attachment_id: UUID, *, actor: Actor) -> None:
    """Take a file away from its record; its bytes stay for some days, so that it can come back.

    Raises `Missing`.
    """
    with unit_of_work(actor) as work:
        kept = put_away(Attachment, attachment_id, "file", work)
        work.record(_fact(events.FileRemoved, kept))


def restore_file(attachment_id: UUID, *, actor: Actor) -> AttachmentLine:
    """Bring a removed file back to its record; raises `Missing`."""
    with unit_of_work(actor) as work:
        kept = bring_back(Attachment, attachment_id, "file", work)
        _put_on_timeline(kept, work)
    return attachment_line(kept)


def _put_on_timeline(kept: Attachment, work: Work) -> None:
    if kept.party_id:
        line = TouchDraft(
            *(kept.party_id, kept.created_at, "file", kept.name), subject_kind="file", subject_id=kept.id
        )
        write_touches([line], work)
    work.record(_fact(events.FileAttached, kept))


def _fact(kind: type[AnyFact], kept: Attachment) -> AnyFact:
    return kind(
        file_id=kept.id,
        version=kept.version,
        party_id=kept.party_id,
        about_kind=kept.subject_kind,
        about_id=kept.subject_id,
        media_type=kept.media_type,
        size=kept.size,
    )
