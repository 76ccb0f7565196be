"""Facts about visitors who are customers."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from rapport.bigdata.ingest.events import BehaviourRecorded, VisitorIdentified
from rapport.bigdata.realtime.events import TriggerFired
from rapport.kernel.outbox.api import Fact

VISITS = (BehaviourRecorded.name, VisitorIdentified.name, TriggerFired.name)
"""The facts that tell what visitors did."""


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


class VisitsLetGo(Fact, frozen=True, kw_only=True):
    """What visitors did in the months before a day goes, by a rule of the business: `before` is the first of
    the first month that stays. `everybody`: also what those did who are customers, else that of nobody known.
    """

    name: ClassVar[str] = "visits.let_go.v1"
    subject_kind: ClassVar[str] = "visits"
    subject_field: ClassVar[str] = "rule_id"

    rule_id: UUID
    before: date
    everybody: bool
