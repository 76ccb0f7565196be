"""Facts about consent and wishes."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class _ConsentFact(Fact, frozen=True, kw_only=True):
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    consent_id: UUID
    customer_id: UUID
    purpose: str
    channel: str
    contact: str
    at: datetime
    origin: str


class ConsentGiven(_ConsentFact, frozen=True, kw_only=True):
    """A party allowed something."""

    name: ClassVar[str] = "consent.given.v1"


class ConsentWithdrawn(_ConsentFact, frozen=True, kw_only=True):
    """A party took an allowance back, or refused it."""

    name: ClassVar[str] = "consent.withdrawn.v1"


class PreferenceChanged(Fact, frozen=True, kw_only=True):
    """A party's wishes about being contacted, whole."""

    name: ClassVar[str] = "preference.changed.v1"
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    customer_id: UUID
    preferred_channel: str
    quiet_from: str
    quiet_to: str
    zone: str
    do_not_contact: bool
