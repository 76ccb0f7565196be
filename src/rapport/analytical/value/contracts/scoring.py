"""Scores, the named segments, and the reasons behind them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Scores:
    """One to five each, five the best."""

    recency: int
    frequency: int
    monetary: int

    @property
    def code(self) -> str:
        """The scores as people write them, such as `545`."""
        return f"{self.recency}{self.frequency}{self.monetary}"


class Segment(StrEnum):
    """The ten segments, from the best to the nearly lost; the value is what is stored."""

    CHAMPIONS = "champions"
    LOYAL = "loyal"
    POTENTIAL_LOYALISTS = "potential_loyalists"
    NEW = "new"
    PROMISING = "promising"
    NEED_ATTENTION = "need_attention"
    ABOUT_TO_SLEEP = "about_to_sleep"
    AT_RISK = "at_risk"
    CANNOT_LOSE = "cannot_lose"
    HIBERNATING = "hibernating"


@dataclass(frozen=True, slots=True)
class Reason:
    """One measure: its code, its value, its score and the share of customers (percent) that stand lower."""

    code: str
    value: int
    score: int
    better_than: int
