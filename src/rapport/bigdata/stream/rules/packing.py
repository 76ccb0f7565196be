"""A batch as a message: its subject, its text."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from rapport.kernel.outbox.contracts import Envelope

STREAM = "FACTS"
PREFIX = "fact"
EVERYTHING = f"{PREFIX}.>"
_encoder = msgspec.json.Encoder()


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


def pack(facts: Iterable[Envelope]) -> bytes:
    """Return the text of a message: one envelope a line."""
    return _encoder.encode_lines(facts)
