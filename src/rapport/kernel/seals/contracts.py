"""What sealing found."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal of a business as it stands outside the database; digests are hexadecimal."""

    tenant_id: UUID
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that no longer fits; `tenant_id` is None when the file outside itself was changed."""

    tenant_id: UUID | None
    what: str
    number: int | None = None
