"""Deliveries as their channel carries them: the message's words, its files, what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.collaborative.delivery.contracts import Outbound, OutFile
from rapport.collaborative.delivery.models import Message, MessageFile
from rapport.collaborative.delivery.operations.channels import get_channel
from rapport.collaborative.delivery.operations.charging import address_to_leave
from rapport.collaborative.delivery.operations.rows import Carriage, uuid_array
from rapport.kernel.blobs.api import open_blob
from rapport.kernel.statements import planned_cursor

ANSWERED = 20
"""How many of the messages before are named as answered."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What of a message is carried beside its text."""

    id: UUID
    reference: str
    subject: str
    html: str
    at: datetime
    sender_name: str
    automatic: bool


_LETTERS = """
select id, reference, subject, html, at, sender_name, automatic from message where id = any(%s::uuid[])
"""
_WITH_FILES = "select distinct message_id from message_file where message_id = any(%s::uuid[])"


def outbounds_of(rows: Sequence[Carriage]) -> dict[UUID, Outbound]:
    """Return deliveries as their channel carries them; the same however often it is asked."""
    if not rows:
        return {}
    named = uuid_array({row.message_id for row in rows})
    with planned_cursor() as cursor:
        cursor.execute(_LETTERS, [named])
        letters = {id_: Letter(id_, *letter) for id_, *letter in cursor.fetchall()}
        cursor.execute(_WITH_FILES, [named])
        carrying = [id_ for (id_,) in cursor.fetchall()]
    files: dict[UUID, list[OutFile]] = {}
    carried = MessageFile.objects.filter(message_id__in=carrying)
    for one in carried.order_by("message_id", "position") if carrying else ():
        files.setdefault(one.message_id, []).append(_file(one))
    return {row.id: _outbound(row, letters[row.message_id], files) for row in rows}


def _outbound(row: Carriage, letter: Letter, files: Mapping[UUID, Sequence[OutFile]]) -> Outbound:
    return Outbound(
        id=row.id,
        token=row.token,
        reference=letter.reference,
        address=row.address,
        subject=letter.subject,
        text=row.text,
        at=letter.at,
        sender_name=letter.sender_name,
        purpose=row.purpose,
        leave=address_to_leave(row.token) if row.purpose else "",
        html=letter.html,
        automatic=letter.automatic and row.group_id is None,
        answers=_answers(row, letter) if "references" in get_channel(row.channel).capabilities else (),
        files=tuple(files.get(letter.id, ())),
    )


def _answers(row: Carriage, letter: Letter) -> tuple[str, ...]:
    before = Message.objects.filter(conversation_id=row.conversation_id, at__lte=letter.at)
    answers = before.exclude(reference="").exclude(id=letter.id).order_by("-at", "-id")
    return tuple(reversed(answers.values_list("reference", flat=True)[:ANSWERED]))


def _file(row: MessageFile) -> OutFile:
    if row.blob_id is None:
        return OutFile(row.name, row.media_type, b"")
    with open_blob(row.blob_id) as file:
        return OutFile(row.name, row.media_type, file.read())
