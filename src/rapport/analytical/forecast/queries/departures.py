"""Reads: the figures that are outside their band now."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from rapport.analytical.forecast.contracts import Departed, Departure, Grain, Judged, Measure, Tier
from rapport.analytical.forecast.models import ForecastPoint, ForecastSeries
from rapport.analytical.forecast.queries.series import find_run
from rapport.analytical.forecast.rules.departures import find_departure
from rapport.kernel.identity.api import Actor

WATCHED = (Tier.TOTAL, Tier.CHANNEL, Tier.CATEGORY)
"""Single products sell too seldom for a band to say much of one week."""
LOOKED_BACK = {Grain.DAY: timedelta(days=14), Grain.WEEK: timedelta(weeks=8)}
MOST = 50


def list_departures(actor: Actor) -> list[Departure]:
    """Return the figures whose newest step lies in a departure, those with most beyond first (at most 50).

    Three queries; raises `Forbidden` for who does not see everything.
    """
    run = find_run(actor)
    if run is None:
        return []
    rows = {row.id: row for row in watch_series()}
    found = [
        _view(rows[series_id], run.currency, how)
        for series_id, judged in read_judged(rows.values())
        if (how := find_departure(judged))
    ]
    return sorted(found, key=_weigh, reverse=True)[:MOST]


def watch_series() -> list[ForecastSeries]:
    """Return the series that are watched, as far as something is said of them."""
    return list(ForecastSeries.objects.filter(tier__in=map(str, WATCHED), refusal="").defer("history"))


def read_judged(rows: Collection[ForecastSeries]) -> Iterator[tuple[UUID, list[Judged]]]:
    """Yield each series' newest judged steps, rising; one query."""
    since = {row.id: row.last_day - LOOKED_BACK[Grain(row.grain)] for row in rows if row.last_day}
    if not since:
        return
    points = ForecastPoint.objects.filter(
        series_id__in=since, actual__isnull=False, day__gt=min(since.values())
    ).order_by("series_id", "day")
    for series_id, mine in groupby(points, key=lambda one: one.series_id):
        yield (
            series_id,
            [
                Judged(one.day, one.said_on, one.point, one.low, one.high, float(one.actual or 0))
                for one in mine
                if one.day > since[series_id]
            ],
        )


def _view(row: ForecastSeries, currency: str, how: Departed) -> Departure:
    return Departure(
        series_id=row.id,
        measure=Measure(row.measure),
        tier=Tier(row.tier),
        subject=row.subject,
        grain=Grain(row.grain),
        currency=currency,
        how=how,
    )


def _weigh(one: Departure) -> tuple[bool, float]:
    """Weigh the whole first, then how far beyond the band in multiples of its width."""
    how = one.how
    return one.tier is Tier.TOTAL, max(how.came - how.high, how.low - how.came) / max(how.high - how.low, 1.0)
