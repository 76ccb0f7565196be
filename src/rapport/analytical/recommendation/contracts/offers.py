"""What is not offered and why: rules of the business over what was learnt."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rapport.analytical.recommendation.contracts.sources import Goods


class WhyNot(StrEnum):
    """Why a product of a list is not offered."""

    NOT_SOLD = "not_sold"
    BARRED = "barred"
    SHELF_BARRED = "shelf_barred"
    NOT_FOR_THEM = "not_for_them"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Bar:
    """What is not to be recommended: a product or a category, to one customer (`party_id`) or to anybody."""

    id: UUID
    product_id: UUID | None
    category_id: UUID | None
    party_id: UUID | None
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Policy:
    """How much a product's margin counts beside its place (0: not at all), and how many of one category
    stand in one list at most."""

    margin_weight: float = 0.0
    most_of_category: int = 3


@dataclass(frozen=True, slots=True)
class RefusedOffer:
    """A product that stood in the list and is not offered; `reason` is what whoever barred it wrote."""

    goods: Goods
    why: WhyNot
    reason: str
