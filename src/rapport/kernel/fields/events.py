"""The fact of custom fields, for records whose own facts do not carry them."""

from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class RecordFieldsChanged(Fact, frozen=True, kw_only=True):
    """The custom fields of a record as they stand now, all that are filled, by code.

    `kind` is the kind of record, `version` the record's own; dates and times are ISO 8601.
    """

    name: ClassVar[str] = "record.fields_changed.v1"
    subject_kind: ClassVar[str] = "record"
    subject_field: ClassVar[str] = "record_id"

    record_id: UUID
    kind: str
    version: int
    values: dict[str, str | int]
