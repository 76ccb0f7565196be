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
