"""Facts about key accounts and their urgent needs."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class _AccountFact(Fact, frozen=True, kw_only=True):
    subject_kind: ClassVar[str] = "account"
    subject_field: ClassVar[str] = "account_id"

    account_id: UUID
    customer_id: UUID
    version: int


class AccountNamed(_AccountFact, frozen=True, kw_only=True):
    """A customer became a key account."""

    name: ClassVar[str] = "account.named.v1"

    level: str


class AccountChanged(_AccountFact, frozen=True, kw_only=True):
    """Service level or team of a key account changed; here is how they are."""

    name: ClassVar[str] = "account.changed.v1"

    level: str
    team: list[UUID]


class AccountEnded(_AccountFact, frozen=True, kw_only=True):
    """A customer is no key account any more."""

    name: ClassVar[str] = "account.ended.v1"


class _NeedFact(Fact, frozen=True, kw_only=True):
    subject_kind: ClassVar[str] = "urgent_need"
    subject_field: ClassVar[str] = "need_id"

    need_id: UUID
    account_id: UUID
    customer_id: UUID
    version: int
    level: str


class NeedRaised(_NeedFact, frozen=True, kw_only=True):
    """Something became urgent with a key account."""

    name: ClassVar[str] = "need.raised.v1"

    raised_at: datetime


class NeedEscalated(_NeedFact, frozen=True, kw_only=True):
    """Nobody answered in time: the next step of the clock was taken, and `told` were told."""

    name: ClassVar[str] = "need.escalated.v1"

    step: int
    due_at: datetime
    told: list[UUID]


class NeedAcknowledged(_NeedFact, frozen=True, kw_only=True):
    """Somebody takes care of it: the clock stands."""

    name: ClassVar[str] = "need.acknowledged.v1"

    acknowledged_at: datetime
    step: int


class NeedResolved(_NeedFact, frozen=True, kw_only=True):
    """It is over, in this way."""

    name: ClassVar[str] = "need.resolved.v1"

    resolved_at: datetime
    outcome: str
