"""Budgets as they are entered, as they stand, and who can say how campaigns are called."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol
from uuid import UUID

from rapport.kernel.identity.contracts import Actor

Reach = Literal["business", "number", "campaign"]
Period = Literal["month", "whole"]


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """At most `amount_minor` (minor units of `currency`) for messages that leave, in a month or in all.

    It is of the whole business, of one of its numbers (`number`) or of one campaign (`campaign_id`);
    `advertising`: answers to customers are neither counted nor stopped.
    """

    name: str
    amount_minor: int
    currency: str
    reach: Reach = "business"
    number: str = ""
    campaign_id: UUID | None = None
    period: Period = "month"
    advertising: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget as claims are held against it; `amount` and `spent` in major units of `currency`, exact.

    `spent` is None where something was spent in a currency that has no rate.
    """

    id: UUID
    name: str
    reach: Reach
    number: str
    campaign_id: UUID | None
    advertising: bool
    amount: Decimal
    currency: str
    spent: Decimal | None = Decimal(0)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A budget with what is spent of it (minor units; None: a currency without a rate is among it)."""

    id: UUID
    draft: BudgetDraft
    spent_minor: int | None
    campaign: str
    owner_id: UUID | None
    version: int
    created_at: datetime

    @property
    def share(self) -> Decimal | None:
        """The share that is spent, 1 being all of it."""
        return None if self.spent_minor is None else Decimal(self.spent_minor) / self.draft.amount_minor


class Campaigns(Protocol):
    """What rooms above know of the groups messages are written in."""

    def name(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return how groups are called, those it knows, by one statement."""

    def list_latest(self, actor: Actor, most: int) -> list[tuple[UUID, str]]:
        """Return the latest groups the actor may see, by id and name."""
