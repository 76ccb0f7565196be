"""What is told of an offer to those who were about to leave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its standard error; the truth lies between `low` and `high` in 19 of 20 samples."""

    value: float
    error: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether nothing at all is out of the question."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class RetentionEffect:
    """Customers who got an offer beside those who did not: shares that bought, and what each spent (minor
    units of the business's currency)."""

    treated: int
    untreated: int
    treated_share: float
    untreated_share: float
    bought: Difference
    spent: Difference
