"""/forecasts: what is expected of each figure, and how far such words were off."""

from datetime import date, datetime

from ninja import Router

from rapport.analytical.forecast.contracts import Grain, Measure, Refusal, SeriesView, Tier
from rapport.analytical.forecast.queries import find_series, list_series
from rapport.kernel.errors import Missing
from rapport.kernel.rest.api import Answer, ApiRequest, Whole, asks

router = Router()
_ASKS = asks("view:forecast")


class PointOut(Answer):
    """What is expected of a day, or of the week that begins on it; eight in ten stay within low and high."""

    day: date
    point: float
    low: float
    high: float


class JudgedOut(Answer):
    """What was said last of a day before it came (`said_on`), and what came."""

    day: date
    said_on: date
    point: float
    low: float
    high: float
    actual: float


class ErrorsOut(Answer):
    """How far off forecasts were in practice: `mase` as a share of the usual change from one season to the
    next, `naive` that of saying “as a season ago”, `error` in the measure's unit, `inside` the share of
    `steps` within the band meant for eight in ten, `scores` the `mase` of each method."""

    mase: float
    naive: float
    error: float
    inside: float
    steps: int
    scores: dict[str, float]


class SeriesOut(Answer):
    """One figure: revenue in minor units of `currency`, days of the business's zone, weeks from Monday. With
    a `refusal` nothing is said of it and there are no errors."""

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
    errors: ErrorsOut | None


class ForecastOut(SeriesOut):
    """One figure with its days ahead, and those that were forecast and have come."""

    ahead: list[PointOut]
    judged: list[JudgedOut]


@router.get(
    "",
    response=Whole[SeriesOut],
    operation_id="list_forecasts",
    summary="List forecasts",
    openapi_extra=_ASKS,
)
def list_all(
    request: ApiRequest, measure: Measure = Measure.REVENUE, tier: Tier = Tier.TOTAL
) -> Whole[SeriesOut]:
    """List the series of a measure and tier, the one with most expected first (at most 2,000), without their
    days; 403 for who does not see the whole business."""
    rows = list_series(request.actor, measure, tier)
    return Whole[SeriesOut](items=[SeriesOut.model_validate(row) for row in rows])


@router.get(
    "/{measure}",
    response=ForecastOut,
    operation_id="get_forecast",
    summary="Read a forecast",
    openapi_extra=_ASKS,
)
def read_one(
    request: ApiRequest, measure: Measure, tier: Tier = Tier.TOTAL, subject: str = ""
) -> ForecastOut:
    """Read what is expected of a figure: `subject` is a product's or category's id, or a channel; empty for
    the whole business. 404 where nothing was learnt of it."""
    return ForecastOut.model_validate(_get(request, measure, tier, subject))


def _get(request: ApiRequest, measure: Measure, tier: Tier, subject: str) -> SeriesView:
    found = find_series(measure, tier, subject, actor=request.actor)
    if found is None:
        raise Missing("Nothing was learnt of this figure.")
    return found


def get_router() -> Router:
    """Return the room's router, the same for every asking."""
    return router
