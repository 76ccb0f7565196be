"""Files of messages: judged, kept as blobs, named beside their message."""

from collections.abc import Sequence
from uuid import UUID

from rapport.collaborative.delivery.contracts import FileDraft, InFile, Limits
from rapport.collaborative.delivery.models import Message, MessageFile
from rapport.collaborative.delivery.rules import texts
from rapport.kernel.blobs.api import store_blob
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor

PURPOSE = "message"


def keep_raw(raw: bytes, *, actor: Actor) -> UUID | None:
    """Keep a message as it came."""
    return store_blob([raw], "message.eml", PURPOSE, actor=actor).id if raw else None


def keep_files(message: Message, files: Sequence[InFile], *, actor: Actor) -> None:
    """Keep the files of an inbound message; of one that is refused the name, the size and the reason."""
    rows = []
    for position, file in enumerate(files[: texts.MOST_FILES]):
        refused = texts.judge_file(file.name, len(file.content))
        blob = None if refused else store_blob([file.content], file.name, PURPOSE, actor=actor)
        rows.append(
            MessageFile(
                message_id=message.id,
                conversation_id=message.conversation_id,
                position=position,
                blob_id=blob.id if blob else None,
                name=texts.clean_text(blob.name if blob else file.name, 255),
                media_type=blob.media_type if blob else texts.clean_text(file.media_type, 120),
                size=len(file.content),
                content_id=texts.clean_text(file.content_id, 255),
                refused=refused,
            )
        )
    MessageFile.objects.bulk_create(rows)


def attach_files(message: Message, drafts: Sequence[FileDraft], *, limits: Limits, actor: Actor) -> None:
    """Keep the files that go with a message; raises `Clash` for one that may not be sent, `Invalid` for size.

    `limits` are what the channel carries, in bytes of all files together.
    """
    left, rows = limits.size, []
    for position, draft in enumerate(drafts):
        blob = store_blob(draft.content, draft.name, PURPOSE, actor=actor, limit=left)
        odd = bool(limits.kinds) and not blob.media_type.startswith(limits.kinds)
        if odd or texts.judge_file(blob.name, blob.size):
            raise Clash(
                "Files of this kind are not sent.", fields={"files": "Files of this kind are not sent."}
            )
        left -= blob.size
        rows.append(
            MessageFile(
                message_id=message.id,
                conversation_id=message.conversation_id,
                position=position,
                blob_id=blob.id,
                name=blob.name,
                media_type=blob.media_type,
                size=blob.size,
            )
        )
    MessageFile.objects.bulk_create(rows)
