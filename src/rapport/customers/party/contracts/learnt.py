"""What is learnt about a party: insights of models, counters of purchases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class InsightDraft:
    """Something a model learnt about a party; `number` in minor units where `currency` is set."""

    party_id: UUID
    name: str
    number: float | None = None
    label: str = ""
    currency: str = ""
    reasons: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class InsightLine:
    """A current insight with its grounds, model and moment (UTC)."""

    name: str
    number: float | None
    label: str
    currency: str
    reasons: list[Any]
    model: str
    model_version: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class PurchaseCounter:
    """What a party bought so far, in minor units of `currency`; written over what stood there."""

    party_id: UUID
    order_count: int
    spent_minor: int
    currency: str
    first_order_at: datetime | None
    last_order_at: datetime | None
