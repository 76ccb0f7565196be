"""Facts about forms: what was sent in, and that a form changed. What people typed stays at home."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class FormSubmitted(Fact, frozen=True, kw_only=True):
    """An entry of a form was taken in; `outcome` is created, updated or unchanged."""

    name: ClassVar[str] = "form.submitted.v1"
    subject_kind: ClassVar[str] = "form_entry"
    subject_field: ClassVar[str] = "entry_id"

    entry_id: UUID
    form_id: UUID
    customer_id: UUID
    outcome: str
    differing: int
    received_at: datetime


class FormChanged(Fact, frozen=True, kw_only=True):
    """A form was made or changed."""

    name: ClassVar[str] = "form.changed.v1"
    subject_kind: ClassVar[str] = "form"
    subject_field: ClassVar[str] = "form_id"

    form_id: UUID
    version: int
    form_name: str
    state: str
