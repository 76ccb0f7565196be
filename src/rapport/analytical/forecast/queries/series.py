"""Reads: the newest run, one series with its days, all series of a tier."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from rapport.analytical.forecast.contracts import (
    Errors,
    Grain,
    Judged,
    Measure,
    Occasion,
    OccasionView,
    PointAhead,
    Refusal,
    RunView,
    SeriesView,
    Standing,
    Step,
    Tier,
)
from rapport.analytical.forecast.models import ForecastPoint, ForecastRun, ForecastSeries
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor, Scope

STEPS = {Grain.DAY: timedelta(days=1), Grain.WEEK: timedelta(days=7)}


def find_run(actor: Actor) -> RunView | None:
    """Return the newest run, or None before the first; raises `Forbidden` for who does not see everything."""
    require_all(actor)
    row = ForecastRun.objects.order_by("-as_of", "-id").first()
    if row is None:
        return None
    return RunView(
        id=row.id,
        as_of=row.as_of,
        refusal=Refusal(row.refusal) if row.refusal else None,
        currency=row.currency,
        first_day=row.first_day,
        last_day=row.last_day,
        stale=row.stale,
        future=row.future,
        series=row.series,
        silent=row.silent,
    )


def find_series(measure: Measure, tier: Tier, subject: str = "", *, actor: Actor) -> SeriesView | None:
    """Return how one figure goes on with its days, or None where it was never learnt.

    Raises `Forbidden` for who does not see everything.
    """
    run = find_run(actor)
    row = ForecastSeries.objects.filter(measure=str(measure), tier=str(tier), subject=subject).first()
    if run is None or row is None:
        return None
    return _view(row, run.currency, list(ForecastPoint.objects.filter(series_id=row.id).order_by("day")))


def list_series(actor: Actor, measure: Measure, tier: Tier) -> list[SeriesView]:
    """Return the series of a tier, what is expected most first, without their days (at most 2,000)."""
    run = find_run(actor)
    rows = ForecastSeries.objects.filter(measure=str(measure), tier=str(tier)).order_by("-ahead", "-id")
    return [_view(row, run.currency, ()) for row in rows[:2000]] if run else []


def list_totals(actor: Actor) -> list[SeriesView]:
    """Return the figures of the whole business, without their days; two queries."""
    run = find_run(actor)
    rows = ForecastSeries.objects.filter(tier=str(Tier.TOTAL)).order_by("measure")
    return [_view(row, run.currency, ()) for row in rows] if run else []


def require_all(actor: Actor) -> None:
    """Raise `Forbidden` unless the right reaches the whole business."""
    if actor.require("view", "forecast") is not Scope.ALL:
        raise Forbidden("Forecasts speak of the whole business.")


def _view(row: ForecastSeries, currency: str, points: Sequence[ForecastPoint]) -> SeriesView:
    return SeriesView(
        id=row.id,
        measure=Measure(row.measure),
        tier=Tier(row.tier),
        subject=row.subject,
        grain=Grain(row.grain),
        currency=currency,
        as_of=row.as_of,
        refusal=Refusal(row.refusal) if row.refusal else None,
        method=row.method,
        first_day=row.first_day,
        last_day=row.last_day,
        history=_lay_out(row),
        ahead=tuple(
            PointAhead(one.day, one.point, one.low, one.high) for one in points if one.actual is None
        ),
        judged=tuple(
            Judged(one.day, one.said_on, one.point, one.low, one.high, one.actual)
            for one in points
            if one.actual is not None
        ),
        errors=_read_errors(row),
        occasions=tuple(_read_occasion(one) for one in row.occasions),
        without=row.without,
    )


def _read_occasion(kept: dict[str, Any]) -> OccasionView:
    ahead = kept["ahead"]
    return OccasionView(
        occasion=Occasion(kept["occasion"]),
        times=kept["times"],
        change=kept["change"],
        standing=Standing(kept["standing"]),
        ahead=date.fromisoformat(ahead) if ahead else None,
    )


def _lay_out(row: ForecastSeries) -> tuple[Step, ...]:
    if row.last_day is None:
        return ()
    step, count = STEPS[Grain(row.grain)], len(row.history)
    return tuple(
        Step(row.last_day - step * (count - 1 - place), value) for place, value in enumerate(row.history)
    )


def _read_errors(row: ForecastSeries) -> Errors | None:
    if row.mase is None or row.naive_mase is None or row.error is None or row.inside is None:
        return None
    return Errors(row.mase, row.naive_mase, row.error, row.inside, row.days_judged, row.scores)
