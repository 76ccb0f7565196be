"""What crosses the room's wall: pairs, searches, and what a threshold may be expected to give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

PairState = Literal["open", "different", "merged"]
Decision = Literal["same", "different", "open"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What accepting every pair from a probability on may be expected to give, by the model itself.

    `wrong` is the share of accepted pairs that are two customers, `missed` the share of all true pairs that
    lie below; both 0 to 1. `decided` and `refuted` count what people decided of such pairs, and how often
    against it.
    """

    threshold: float
    pairs: int
    wrong: float
    missed: float
    decided: int = 0
    refuted: int = 0


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A search through all customers (UTC); `learnt` when the weights came from the shop's own records."""

    id: UUID
    at: datetime
    customers: int
    pairs: int
    learnt: bool
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two customers that are probably one, by a `probability` of 0 to 1.

    `agreements` tells for each compared field `same`, `similar`, `alike`, `swapped` or `differs`.
    """

    id: UUID
    low_id: UUID
    low_name: str
    high_id: UUID
    high_name: str
    probability: float
    agreements: dict[str, str]
    state: PairState
    merge_id: UUID | None
