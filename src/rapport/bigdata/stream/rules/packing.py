"""A batch as a message: its subject."""

from collections.abc import Iterable
from uuid import UUID

STREAM = "FACTS"
PREFIX = "fact"
EVERYTHING = f"{PREFIX}.>"


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
