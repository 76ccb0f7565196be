"""Facts about what is learnt of the time ahead."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class ForecastLearnt(Fact, frozen=True, kw_only=True):
    """Forecasts were learnt, or not and why (`refusal`); `last_day` is the last day they know, in the
    business's zone, `series` how many speak and `silent` how many cannot."""

    name: ClassVar[str] = "forecast.learnt.v1"
    subject_kind: ClassVar[str] = "forecast_run"
    subject_field: ClassVar[str] = "run_id"

    run_id: UUID
    refusal: str
    last_day: date | None
    series: int
    silent: int
    as_of: datetime


class ForecastLeft(Fact, frozen=True, kw_only=True):
    """A figure has left the band it was expected in, and it was not outside before: `side` is above or below,
    from `first_day` to `last_day` of the business's zone, `came` beside `low` and `high` together in the
    measure's unit (revenue in minor units of the business's currency)."""

    name: ClassVar[str] = "forecast.left.v1"
    subject_kind: ClassVar[str] = "forecast_series"
    subject_field: ClassVar[str] = "series_id"

    series_id: UUID
    measure: str
    tier: str
    subject: str
    side: str
    first_day: date
    last_day: date
    came: float
    low: float
    high: float
