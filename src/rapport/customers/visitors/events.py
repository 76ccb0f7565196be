"""Facts about visitors who are customers."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class VisitorLinked(Fact, frozen=True, kw_only=True):
    """A visitor turned out to be a customer, from `linked_at` (UTC) on; earlier visits are the first's."""

    name: ClassVar[str] = "visitor.linked.v1"
    subject_kind: ClassVar[str] = "visitor"
    subject_field: ClassVar[str] = "visitor_id"

    visitor_id: UUID
    customer_id: UUID
    linked_at: datetime


class VisitorForgotten(Fact, frozen=True, kw_only=True):
    """A visitor's customer was erased: what the visitor did is to be forgotten wherever it is kept."""

    name: ClassVar[str] = "visitor.forgotten.v1"
    subject_kind: ClassVar[str] = "visitor"
    subject_field: ClassVar[str] = "visitor_id"

    visitor_id: UUID
