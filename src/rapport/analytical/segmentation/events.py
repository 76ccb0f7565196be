"""Facts about segments."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class SegmentMoved(Fact, frozen=True, kw_only=True):
    """A customer joined a segment (`joined`), or left it, since what is known of them changed.

    Not told when a segment is filled for the first time, or anew because its conditions were changed.
    """

    name: ClassVar[str] = "segment.moved.v1"
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    customer_id: UUID
    segment_id: UUID
    code: str
    joined: bool
    at: datetime
