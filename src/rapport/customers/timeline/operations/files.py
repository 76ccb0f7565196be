"""Files kept with a record; the bytes are a blob of the kernel's."""

from uuid import UUID

from rapport.customers.party.api import resolve_customer
from rapport.customers.timeline.contracts import AttachmentLine, Subject, TouchDraft
from rapport.customers.timeline.models import Attachment
from rapport.customers.timeline.operations.touches import touches_of, write_touches
from rapport.customers.timeline.queries import attachment_line, get_kept_for_update
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


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
        if party:
            line = TouchDraft(party, work.now, "file", clean, subject_kind="file", subject_id=kept.id)
            write_touches([line], work)
    return attachment_line(kept)


def remove_file(attachment_id: UUID, *, actor: Actor) -> UUID:
    """Take a file away from its record and return its blob's id; raises `Missing`."""
    with unit_of_work(actor):
        kept = get_kept_for_update(Attachment, attachment_id, actor=actor, kind="file")
        touches_of(kept.party_id, "file", kept.id).delete()
        Attachment.objects.filter(id=attachment_id).delete()
    return kept.blob_id
