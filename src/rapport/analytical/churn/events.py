"""Facts about what is learnt of customers leaving."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class ChurnLearnt(Fact, frozen=True, kw_only=True):
    """Who is about to leave was learnt, or not and why (`refusal`).

    `customers` is of how many something is said; the errors are of the probability of buying nothing within
    `horizon_days`, on time held out, `base_brier` of the guess that everybody leaves as often.
    """

    name: ClassVar[str] = "churn.learnt.v1"
    subject_kind: ClassVar[str] = "churn_model"
    subject_field: ClassVar[str] = "model_id"

    model_id: UUID
    number: int
    kind: str
    refusal: str
    customers: int
    horizon_days: int
    brier: float | None
    base_brier: float | None
    auc: float | None
    as_of: datetime


class ContractsLearnt(Fact, frozen=True, kw_only=True):
    """How contracts end was learnt, or not and why (`refusal`): of so many running contracts the probability
    of an end within `horizon_days` is said; errors are on time held out, `base_brier` that of saying the
    share before of all of them."""

    name: ClassVar[str] = "contracts.learnt.v1"
    subject_kind: ClassVar[str] = "contract_model"
    subject_field: ClassVar[str] = "model_id"

    model_id: UUID
    refusal: str
    kind: str
    contracts: int
    horizon_days: int
    brier: float | None
    base_brier: float | None
    as_of: datetime
