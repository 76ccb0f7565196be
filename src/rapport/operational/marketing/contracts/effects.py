"""What a campaign brought: those written to beside those held out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arm:
    """What one side did; `revenue` is the sum of what each spent in minor units, `squares` of its square."""

    people: int
    buyers: int
    orders: int
    revenue: float
    squares: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference and where it lies with the confidence asked for; `error` is its standard error."""

    value: float
    low: float
    high: float
    error: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves no difference out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Effect:
    """Treated against held out: share of buyers and revenue each, per person (minor units)."""

    treated: Arm
    held_out: Arm
    rate: Interval
    revenue: Interval
