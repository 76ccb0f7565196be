"""What is told about contracts and how they end: as they come in, one with its risk, the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rapport.analytical.churn.contracts.model import Refusal, RiskErrors, RiskGroup

MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months each period of payment has."""


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """A contract as a program tells it, known by `code`: `price_minor` in minor units of `currency` is paid
    every period (a key of `MONTHS`); bound up to `term_ends_on`, null where it can end at any time; `renews`:
    it goes on by itself then. `ended_on` is null while no end is known. Days of the business's zone."""

    code: str
    customer_id: UUID
    plan: str
    started_on: date
    price_minor: int
    currency: str
    every: str = "month"
    term_ends_on: date | None = None
    ended_on: date | None = None
    renews: bool = True


class Term(StrEnum):
    """What a reason speaks of; the value is the code programs see, and the column a model looks at."""

    AGE = "age"
    PRICE = "price"
    BOUND = "bound"
    PLAN = "plan"
    EVERY = "every"
    RENEWS = "renews"
    OTHERS = "others"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class TermReason:
    """One term of a contract: by how much it moves the logarithm of the odds, against a usual contract's."""

    term: Term
    weight: float


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A running contract with the probability that it ends within the model's horizon, and why; prices are
    minor units a month of `currency`. `others` of the customer's contracts run beside it, `ended` have."""

    id: UUID
    party_id: UUID
    name: str
    kind: str
    code: str
    plan: str
    every: str
    renews: bool
    price_minor: int
    currency: str
    started_on: date
    term_ends_on: date | None
    risk: float
    others: int
    ended: int
    as_of: date
    reasons: tuple[TermReason, ...]


@dataclass(frozen=True, slots=True)
class ContractPage:
    """Some contracts and where the next begin: `next_cursor` is empty on the last page."""

    rows: tuple[ContractLine, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The share of contracts still going on so many days after their start, with the range in which it lies
    in nineteen of twenty samples."""

    days: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EndingModel:
    """One time it was learnt how contracts end, or why it was not: probabilities of an end within
    `horizon_days`, their errors on time held out, the curve of all contracts. `candidates` are the log
    losses of what was compared; `median_days` is null where fewer than half have ended. `running` of so many
    something is said; `expected` ends, and `at_stake_minor` a month of the business's own currency."""

    id: UUID
    as_of: datetime
    refusal: Refusal | None
    kind: str
    horizon_days: int
    contracts: int
    running: int
    expected: float
    at_stake_minor: int
    median_days: int | None
    errors: RiskErrors | None
    groups: tuple[RiskGroup, ...]
    candidates: Mapping[str, float]
    curve: tuple[CurvePoint, ...]
