"""What is told about a learnt model: its data, its error on time held out, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

WATCHED = 0.1
MOVED = 0.25
"""From these population stability indices on, customers are commonly held to move, and to have moved."""


class Refusal(StrEnum):
    """Why nothing was learnt; the value is what is stored."""

    NOTHING = "nothing"
    SHORT = "short"
    FEW = "few"
    ALL_ALIKE = "all_alike"
    NO_BETTER = "no_better"


class ModelState(StrEnum):
    """What a model is used for; the value is what is stored."""

    CURRENT = "current"
    WAITING = "waiting"
    RETIRED = "retired"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RiskErrors:
    """A guess beside what came, on a cut that neither learning nor calibration had seen.

    `brier` is the mean squared error of the probability, `log_loss` its logarithmic one, `auc` the
    probability that somebody who left was held to be likelier to than somebody who stayed. The `base_…` are
    of the guess that everybody leaves as often as all did the time before. `left` is the share that really
    did not buy, `guessed` the mean risk; `top_tenth` how much oftener than all those left that were held to
    be the likeliest tenth.
    """

    customers: int
    left: float
    guessed: float
    brier: float
    log_loss: float
    auc: float
    base_brier: float
    base_log_loss: float
    top_tenth: float


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """A tenth of the customers by risk, the likeliest to leave first: mean risk, and the share that left."""

    customers: int
    guessed: float
    left: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a model was learnt from: rows, a digest of their values, the moments it knew, seed and code.

    `drift` is how far each thing the model looks at lies today from where it lay on the newest cut
    (population stability index), by name; empty where it was never measured.
    """

    rows: int
    digest: str
    cuts: tuple[str, ...]
    seed: int
    code: str
    drift: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ModelView:
    """One time risk was learnt, or why it was not; `number` counts the models of a business.

    `horizon_days` is the time within which a customer is expected back, by the shop's own rhythm.
    `candidates` are the log losses of the models compared on the cut used for choosing; `kind` is the one
    that stayed. `shift` is how far today's scores lie from those of the cut the model was checked on
    (population stability index). Without a `refusal` there are errors and groups. `held`: a member
    (`chosen_by`) put it to use and newer ones wait.
    """

    id: UUID
    number: int
    as_of: datetime
    state: ModelState
    kind: str
    refusal: Refusal | None
    horizon_days: int
    first_day: date | None
    cut_day: date | None
    last_day: date | None
    customers: int
    scored: int
    errors: RiskErrors | None
    groups: tuple[RiskGroup, ...]
    candidates: Mapping[str, float]
    weights: Mapping[str, float]
    snapshot: Snapshot | None
    shift: float | None
    held: bool = False
    chosen_by: UUID | None = None
    chosen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What became of one day's guesses when their horizon had passed; `base_brier` is that of having said the
    share that left of everybody."""

    model_id: UUID
    made_at: datetime
    judged_at: datetime
    customers: int
    guessed: float
    left: float
    brier: float
    base_brier: float
    auc: float
