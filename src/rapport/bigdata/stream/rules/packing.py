"""A batch as a message: its subject, its head."""

from collections.abc import Iterable, Mapping
from uuid import UUID

STREAM = "FACTS"
PREFIX = "fact"
EVERYTHING = f"{PREFIX}.>"
ID, PACKED = "Nats-Msg-Id", "Rapport-Packed"


def subject_of(tenant_id: UUID, name: str) -> str:
    """Return where facts of a business travel: `fact.<tenant>.order.placed.v1`."""
    return f"{PREFIX}.{tenant_id}.{name}"


def subjects_of(names: Iterable[str]) -> list[str]:
    """Return where facts of these names travel, of every business; of every name where none is given."""
    return [f"{PREFIX}.*.{name}" for name in names] or [EVERYTHING]


def read_subject(subject: str) -> tuple[UUID, str]:
    """Return the business and the name of the facts that travel there."""
    _, tenant_id, name = subject.split(".", 2)
    return UUID(tenant_id), name


def head_of(message_id: str, *, packed: bool) -> dict[str, str]:
    """Return the head of a message; one that says nothing of packing holds lines, as all did once."""
    return {ID: message_id, PACKED: "parcel"} if packed else {ID: message_id}


def read_head(head: Mapping[str, str]) -> tuple[UUID, bool]:
    """Return a message's id, and whether it is a packed parcel."""
    return UUID(head[ID]), PACKED in head
