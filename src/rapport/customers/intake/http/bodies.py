"""What crosses /imports: choices in, imports, previews and rejects out."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from rapport.kernel.rest.api import Answer, Body

Column = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Short = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
Kind = Literal["customers", "orders"]
State = Literal["draft", "queued", "running", "done", "cancelled", "failed", "undone"]


class LayoutIn(Body):
    """How the file is read, where detection was wrong."""

    encoding: Short | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1, pattern=r"^[^\x00\r\n]$")] | None = None
    sheet: Column | None = None
    header: bool | None = None


class OptionsIn(Body):
    """What happens to records that are there, and the file's defaults (zone IANA, currency ISO 4217)."""

    keys: Annotated[list[Short], Field(max_length=3)] | None = None
    create: bool | None = None
    update: bool | None = None
    zone: Short | None = None
    currency: Short | None = None
    country: Annotated[str, Field(max_length=2, pattern=r"^[A-Za-z]*$")] | None = None
    source: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] | None = None
    day_first: bool | None = None
    prospects: bool | None = None


class ChoicesIn(Body):
    """A preset first, then single choices on top of it; `mapping` is field → columns of the file."""

    preset: Short = ""
    layout: LayoutIn | None = None
    mapping: Annotated[dict[Short, list[Column]], Field(max_length=60)] | None = None
    options: OptionsIn | None = None

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"mapping": {"name": ["Full name"], "email": ["E-mail"]}, "options": {"keys": ["email"]}}
            ]
        },
    )


class ImportOut(Answer):
    """An import: how far it is (rows, accepted + rejected), counts by name, and the choices it lands by."""

    id: UUID
    kind: Kind
    status: State
    file_name: str
    file_size: int
    rows: int
    accepted: int
    rejected: int
    counts: dict[str, int]
    seconds: float
    error: str
    layout: dict[str, Any]
    mapping: dict[str, list[str]]
    options: dict[str, Any]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    undone: dict[str, int]


class RejectOut(Answer):
    """A row not taken: its number in the file, the field, a code, the reason in words, the text found."""

    row: int
    field: str
    code: str
    reason: str
    value: str


class TargetOut(Answer):
    """What a column can become: `mapping` names it by `name`; `field:…` are the business's own fields.

    `many` take several columns, each a value of its own.
    """

    name: str
    label: str
    required: bool
    many: bool


class PreviewOut(Answer):
    """The file's columns, its first rows as they stand, as they will land, and those that would be
    rejected.
    """

    columns: list[str]
    rows: list[list[str]]
    landing: list[dict[str, Any]]
    rejects: list[RejectOut]
    targets: list[TargetOut]
