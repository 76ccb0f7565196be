"""Facts about prospects."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class _ProspectFact(Fact, frozen=True, kw_only=True):
    subject_kind: ClassVar[str] = "prospect"
    subject_field: ClassVar[str] = "prospect_id"

    prospect_id: UUID
    customer_id: UUID
    source: str
    detail: str


class ProspectCaptured(_ProspectFact, frozen=True, kw_only=True):
    """A party became a prospect, or came back as one."""

    name: ClassVar[str] = "prospect.captured.v1"

    captured_at: datetime
    again: bool = False


class ProspectConverted(_ProspectFact, frozen=True, kw_only=True):
    """A prospect became a customer; `how` is order, hand or stage."""

    name: ClassVar[str] = "prospect.converted.v1"

    captured_at: datetime
    converted_at: datetime
    how: str


class ProspectLost(_ProspectFact, frozen=True, kw_only=True):
    """A prospect was given up."""

    name: ClassVar[str] = "prospect.lost.v1"

    lost_at: datetime
    reason: str


class ProspectReopened(_ProspectFact, frozen=True, kw_only=True):
    """A prospect that was lost, or converted by mistake, is worked on again."""

    name: ClassVar[str] = "prospect.reopened.v1"

    before: str
