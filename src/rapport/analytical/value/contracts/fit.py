"""What is told about a fit: its data, parameters, and how good its guess was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Refusal(StrEnum):
    """Why nothing was learnt; the value is what is stored."""

    NOTHING = "nothing"
    SHORT = "short"
    FEW = "few"
    FEW_CAME_BACK = "few_came_back"
    NO_PEAK = "no_peak"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a model with its standard error; times are weeks, amounts minor units."""

    model: str
    name: str
    value: float
    error: float


@dataclass(frozen=True, slots=True)
class GuessErrors:
    """A guess beside what came: purchases are days with purchases, money is in minor units.

    `mean_error` and `root_error` are in purchases a customer; the naive ones are of the guess that everybody
    goes on as before. `inside` is the share of customers whose money fell into the interval meant for eight
    in ten; `best_found` the money of the tenth held to be the best, as a share of that of the best tenth.
    """

    customers: int
    purchases_guessed: float
    purchases_made: int
    money_guessed_minor: int
    money_made_minor: int
    mean_error: float
    root_error: float
    naive_mean_error: float
    naive_root_error: float
    inside: float
    best_found: float


@dataclass(frozen=True, slots=True)
class CalibrationGroup:
    """A tenth of the customers, by what was expected of them: means of a customer, money in minor units."""

    customers: int
    purchases_guessed: float
    purchases_made: float
    money_guessed_minor: int
    money_made_minor: int


@dataclass(frozen=True, slots=True)
class FitView:
    """One time the time ahead was learnt, or why it was not.

    `first_day` to `last_day` are the purchases it read, in days of the tenant's zone; the guess that was
    checked was made on `cut_day`. `candidates` are the root errors of the models compared. Without a
    `refusal` there are parameters, errors and groups.
    """

    id: UUID
    as_of: datetime
    model: str
    currency: str
    first_day: date | None
    cut_day: date | None
    last_day: date | None
    customers: int
    came_back: int
    refusal: Refusal | None
    parameters: tuple[Parameter, ...]
    errors: GuessErrors | None
    groups: tuple[CalibrationGroup, ...]
    candidates: Mapping[str, float]
    purchases_ahead: float
    money_ahead_minor: int
    lifetime_minor: int
    discount_percent: float
