"""Custom fields as strangers know them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

FieldType = Literal["text", "integer", "date", "timestamp", "choice"]
FieldData = str | int | date | datetime
"""A value as it is read: a choice is its code, a timestamp is UTC."""
LONGEST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice field: `code` for programs, `label` for people."""

    code: str
    label: str
    id: UUID | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A custom field of a kind of record; `retired` ones keep their values and take no new ones."""

    id: UUID
    kind: str
    code: str
    label: str
    type: FieldType
    help: str
    required: bool
    position: int
    retired: bool
    version: int
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """A row of a bulk write not taken: its index, why each field was refused, whether one is not there."""

    index: int
    fields: dict[str, str]
    unknown: bool = False
