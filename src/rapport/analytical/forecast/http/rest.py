"""/forecasts: what is expected of each figure, and how far such words were off."""

from datetime import date, datetime

from ninja import Router

from rapport.analytical.forecast.contracts import (
    Departure,
    Grain,
    Measure,
    Occasion,
    Refusal,
    SeriesView,
    Side,
    Standing,
    Tier,
)
from rapport.analytical.forecast.queries import find_series, list_departures, list_series
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


class OccasionOut(Answer):
    """Days unlike others: how often they were seen (`times`), by which share more came than usual (below
    nought: less), whether they are reckoned with (`standing`), and their next day within the time ahead."""

    occasion: Occasion
    times: int
    change: float
    standing: Standing
    ahead: date | None


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
    """One figure with its days ahead, those that were forecast and have come, and the days unlike others;
    `without` is the error (MASE) of practice had those not been known, null where none is reckoned with."""

    ahead: list[PointOut]
    judged: list[JudgedOut]
    occasions: list[OccasionOut]
    without: float | None


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


class DepartureOut(Answer):
    """A figure whose newest steps lie outside the band they were expected in: `came` in them together beside
    the ends of their bands together, in the measure's unit (revenue in minor units of `currency`); days of
    the business's zone."""

    measure: Measure
    tier: Tier
    subject: str
    grain: Grain
    currency: str
    side: Side
    first: date
    last: date
    steps: int
    came: float
    low: float
    high: float


@router.get(
    "/departures",
    response=Whole[DepartureOut],
    operation_id="list_forecast_departures",
    summary="List figures that are not as expected",
    openapi_extra=_ASKS,
)
def list_left(request: ApiRequest) -> Whole[DepartureOut]:
    """List the figures of the whole, of channels and of categories that have left their band and not come
    back, the farthest out first (at most 50); 403 for who does not see the whole business."""
    return Whole[DepartureOut](items=[_tell_departure(one) for one in list_departures(request.actor)])


def _tell_departure(one: Departure) -> DepartureOut:
    how = one.how
    return DepartureOut(
        measure=one.measure,
        tier=one.tier,
        subject=one.subject,
        grain=one.grain,
        currency=one.currency,
        side=how.side,
        first=how.first,
        last=how.last,
        steps=how.steps,
        came=how.came,
        low=how.low,
        high=how.high,
    )


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
