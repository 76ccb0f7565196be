"""What crosses the room's walls."""

from rapport.collaborative.tariffs.contracts.budgets import (
    Budget,
    BudgetDraft,
    BudgetLine,
    Campaigns,
    Period,
    Reach,
)
from rapport.collaborative.tariffs.contracts.costs import CostLine, CostSplit
from rapport.collaborative.tariffs.contracts.numbers import (
    Capability,
    Charged,
    Direction,
    Medium,
    NumberDraft,
    Tariff,
    TariffDraft,
    TariffKind,
)

__all__ = [
    "Budget",
    "BudgetDraft",
    "BudgetLine",
    "Campaigns",
    "Capability",
    "Charged",
    "CostLine",
    "CostSplit",
    "Direction",
    "Medium",
    "NumberDraft",
    "Period",
    "Reach",
    "Tariff",
    "TariffDraft",
    "TariffKind",
]
