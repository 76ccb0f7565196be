"""What history tells strangers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: when (UTC), what table and row, by whom, and each changed field before and after."""

    id: UUID
    at: datetime
    table: str
    op: str
    row_id: UUID | None
    subject_id: UUID | None
    count: int
    actor_id: UUID | None
    request_id: UUID | None
    batch_id: UUID | None
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class SealCheck:
    """Whether one link of the chain still fits what it sealed; of what was let go only the seal is left."""

    number: int
    intact: bool
    let_go: bool


@dataclass(frozen=True, slots=True)
class SealHead:
    """The newest link of a tenant's chain, to be kept outside the database as well."""

    number: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class OriginLine:
    """From where a writing request came: network address, program, method and path."""

    request_id: UUID
    address: str
    agent: str
    method: str
    path: str
