"""What is told about one time it was learnt what to recommend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Refusal(StrEnum):
    """Why no model could be compared; the value is what is stored."""

    NOTHING = "nothing"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Range:
    """A mean over customers with the range in which it stays in 95 of 100 drawings of them."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class JudgedModel:
    """A model on the time held out, all products ranked, none that the customer had bought before.

    `ndcg` is of the first ten (1: what was bought stands first), `recall` the share of what was bought that
    is among the first twenty (of twenty at most), `gain` the NDCG beyond popularity's. `coverage` is the
    share of products that stand in somebody's first ten, `novelty` the mean of -log2 of the share of
    customers who had bought what is shown.
    """

    model: str
    parameters: Mapping[str, float]
    ndcg: Range
    recall: Range
    gain: Range
    coverage: float
    novelty: float


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: days are of the business's zone, `cut_day` begins the time held out; `asked` customers
    were asked about. `live`: lists are made by it; `chosen_by`: the member who chose it."""

    id: UUID
    learnt_at: datetime
    model: str
    parameters: Mapping[str, float]
    seed: int
    refusal: Refusal | None
    first_day: date | None
    cut_day: date | None
    last_day: date | None
    customers: int
    products: int
    bought: int
    asked: int
    judged: tuple[JudgedModel, ...]
    live: bool
    chosen_by: UUID | None
    chosen_at: datetime | None
