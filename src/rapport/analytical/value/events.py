"""Facts about what is learnt of customers' worth."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class WorthLearnt(Fact, frozen=True, kw_only=True):
    """What lies ahead of all customers was learnt, or not and why (`refusal`).

    `ahead_minor` is the money expected of all of them within a year, in minor units of `currency`; the errors
    are of purchases a customer in the time held out, `naive_root_error` of the guess that all go on so.
    """

    name: ClassVar[str] = "worth.learnt.v1"
    subject_kind: ClassVar[str] = "worth_fit"
    subject_field: ClassVar[str] = "fit_id"

    fit_id: UUID
    model: str
    refusal: str
    customers: int
    currency: str
    ahead_minor: int
    root_error: float | None
    naive_root_error: float | None
    as_of: datetime
