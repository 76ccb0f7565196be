"""What is told about a series: how it goes on, and how far such words were off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rapport.analytical.forecast.contracts.occasions import OccasionView


class Measure(StrEnum):
    """What is counted; the value is what is stored."""

    REVENUE = "revenue"
    ORDERS = "orders"
    UNITS = "units"
    CONTACTS = "contacts"


class Tier(StrEnum):
    """Of what: the whole business, a category, a product, a category's other products, a channel."""

    TOTAL = "total"
    CATEGORY = "category"
    PRODUCT = "product"
    REST = "rest"
    CHANNEL = "channel"


class Grain(StrEnum):
    """How long a step is; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"


class Refusal(StrEnum):
    """Why nothing is said of a series; the value is what is stored."""

    NOTHING = "nothing"
    SHORT = "short"
    CONSTANT = "constant"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Step:
    """What came on a day, or in the week that begins on it."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class PointAhead:
    """What is expected of a day, or of the week that begins on it; eight in ten stay within low and high."""

    day: date
    point: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said last of a day before it came, and what came."""

    day: date
    said_on: date
    point: float
    low: float
    high: float
    actual: float

    @property
    def inside(self) -> bool:
        """Whether it stayed within the band."""
        return self.low <= self.actual <= self.high


class Side(StrEnum):
    """On which side of its band a figure is; the value is what facts carry."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Departed:
    """So many steps in a row outside the band on one side, from the first to the last: what came in them
    together, and the ends of the bands together, in the measure's unit."""

    side: Side
    first: date
    last: date
    steps: int
    came: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Errors:
    """How far a series' forecasts were off in practice on days of the past.

    `mase` is the mean error as a share of the usual change from one season to the next; `naive` the same of
    saying “as a season ago”; `error` the mean error itself, in the measure's unit; `inside` the share of
    steps within the band meant for eight in ten, of `steps` that were judged; `scores` the `mase` of each
    method. Method and band of each practice are those that could be known by then.
    """

    mase: float
    naive: float
    error: float
    inside: float
    steps: int
    scores: Mapping[str, float]

    @property
    def gain(self) -> float:
        """The share by which it is closer than the naive word; below nought where it is farther off."""
        return 1 - self.mase / self.naive if self.naive else 0.0


@dataclass(frozen=True, slots=True)
class SeriesView:
    """How one figure goes on. Money is minor units of `currency`; days are of the business's zone.

    With a `refusal` nothing is said and there are no `errors`. `occasions` are the days that were seen to be
    unlike others; `without` is the error (MASE) of practice had they not been known, None where they are not
    reckoned with.
    """

    id: UUID
    measure: Measure
    tier: Tier
    subject: str
    grain: Grain
    currency: str
    as_of: datetime
    refusal: Refusal | None
    method: str
    first_day: date | None
    last_day: date | None
    history: tuple[Step, ...]
    ahead: tuple[PointAhead, ...]
    judged: tuple[Judged, ...]
    errors: Errors | None
    occasions: tuple[OccasionView, ...] = ()
    without: float | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """A figure that has left its band and not come back: what it is of, and how far. Money is minor units of
    `currency`."""

    series_id: UUID
    measure: Measure
    tier: Tier
    subject: str
    grain: Grain
    currency: str
    how: Departed


@dataclass(frozen=True, slots=True)
class ProductAhead:
    """A product's pieces of the next four weeks, the last four, and what a week is off by on average."""

    id: UUID
    product_id: UUID
    name: str
    method: str
    ahead: float
    before: float
    error: float | None


@dataclass(frozen=True, slots=True)
class RunView:
    """One time forecasts were learnt; `stale` where nothing has come in for two weeks, so that they speak
    of the days after the last order. `silent` series are those nothing could be said of."""

    id: UUID
    as_of: datetime
    refusal: Refusal | None
    currency: str
    first_day: date | None
    last_day: date | None
    stale: bool
    future: int
    series: int
    silent: int
