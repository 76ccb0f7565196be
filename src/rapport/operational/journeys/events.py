"""Facts about journeys: what they are, who came and went, and what they ask others to do."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class JourneyChanged(Fact, frozen=True, kw_only=True):
    """A journey as it now is; `live` is the version people enter by, 0 before there is one."""

    name: ClassVar[str] = "journey.changed.v1"
    subject_kind: ClassVar[str] = "journey"
    subject_field: ClassVar[str] = "journey_id"

    journey_id: UUID
    version: int
    title: str
    state: str
    live: int


class JourneyAnswered(Fact, frozen=True, kw_only=True):
    """Somebody opened a letter of a journey (`what`: open), or followed a link (click), for the first time.

    `machine` says that a program probably did.
    """

    name: ClassVar[str] = "journey.answered.v1"
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    customer_id: UUID
    journey_id: UUID
    delivery_id: UUID
    node: str
    what: str
    url: str
    machine: bool
    at: datetime


class JourneySignalled(Fact, frozen=True, kw_only=True):
    """A customer came to a step that tells programs outside: `signal` is the word chosen there."""

    name: ClassVar[str] = "journey.signalled.v1"
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    customer_id: UUID
    journey_id: UUID
    journey: str
    node: str
    visit: int
    signal: str
    at: datetime
