"""Tell who looks after forecasts that a figure has left the band it was expected in."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from rapport.analytical.forecast import events
from rapport.analytical.forecast.contracts import Departed, Tier
from rapport.analytical.forecast.models import ForecastSeries
from rapport.analytical.forecast.queries.departures import read_judged, watch_series
from rapport.analytical.forecast.rules.departures import find_departure, is_news
from rapport.kernel.identity.api import list_holders
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import Work

LEFT = "forecast.left"
SPOKEN = (Tier.TOTAL, Tier.CHANNEL)
"""Of the whole and of channels members are told; categories' departures stand on the page and in facts."""


def tell_departures(fresh: Mapping[UUID, date], work: Work) -> None:
    """Record and tell, once each, of the figures that have left their band since the day named for each."""
    rows = {row.id: row for row in watch_series() if row.id in fresh}
    found = [
        (rows[series_id], how)
        for series_id, judged in read_judged(rows.values())
        if (how := find_departure(judged)) and is_news(judged, how, fresh[series_id])
    ]
    for row, how in found:
        work.record(_write_fact(row, how))
    holders = list_holders("edit", "forecast") if found else []
    tell(
        [
            NoticeDraft(
                kind=LEFT,
                member_id=member_id,
                subject_id=row.id,
                key=f"{row.id}:{how.first}",
                values={"measure": row.measure, "subject": row.subject, "side": str(how.side)},
            )
            for row, how in found
            if row.tier in SPOKEN
            for member_id in holders
        ],
        now=work.now,
    )


def _write_fact(row: ForecastSeries, how: Departed) -> events.ForecastLeft:
    return events.ForecastLeft(
        series_id=row.id,
        measure=row.measure,
        tier=row.tier,
        subject=row.subject,
        side=str(how.side),
        first_day=how.first,
        last_day=how.last,
        came=how.came,
        low=how.low,
        high=how.high,
    )
