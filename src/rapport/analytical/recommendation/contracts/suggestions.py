"""What is recommended, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from rapport.analytical.recommendation.contracts.offers import RefusedOffer
from rapport.analytical.recommendation.contracts.sources import Goods

SuggestionKind = Literal["new", "again"]
Ground = Literal["bought", "alike", "due", "popular"]
"""Why something is recommended: another product that was bought, one like it, the time that has passed, or
only that many buy it."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A product for somebody: `because` is the product that speaks for it, `together` how many customers
    bought both; `due_on` the day by which it is usually bought again. `score` orders one list and means
    nothing else.
    """

    goods: Goods
    kind: SuggestionKind
    ground: Ground
    score: float
    because: Goods | None = None
    together: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A list for one customer or basket; `version_id` is what it was made by, None where nothing was learnt.

    `refused` stood in the list and are not offered; `drawn`: what is new was drawn by chance, to compare.
    """

    items: tuple[Suggested, ...]
    version_id: UUID | None
    refused: tuple[RefusedOffer, ...] = ()
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class PairedProduct:
    """A product that goes with another; `together` is how many customers bought both."""

    goods: Goods
    together: int
