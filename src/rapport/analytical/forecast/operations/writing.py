"""Write what is said of each series, and judge what was said before."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np
from django.db import connection

from rapport.analytical.forecast.contracts.occasions import OccasionView
from rapport.analytical.forecast.models import ForecastSeries
from rapport.analytical.forecast.operations import statements as sql
from rapport.analytical.forecast.rules.panel import STEP_DAYS, Panel, Said, day_of
from rapport.kernel.columns import DOUBLE, INTEGER, write_columns
from rapport.kernel.columns import UUID as ID
from rapport.kernel.ids import new_id

HISTORY = 91
KEPT = timedelta(days=400)
CHUNK = 500
KEY = ("tenant_id", "measure", "tier", "subject")
CHANGED = (
    *("grain", "as_of", "refusal", "method", "first_day", "last_day", "history", "mase", "naive_mase"),
    *("error", "inside", "days_judged", "scores", "ahead"),
    *("occasions", "without"),
)
POINTS = {"series_id": ID, "day": INTEGER, "point": DOUBLE, "low": DOUBLE, "high": DOUBLE}
CAME = {"series_id": ID, "day": INTEGER, "actual": DOUBLE}


def write_panel(panel: Panel, said: Sequence[Said], *, now: datetime, said_on: date) -> dict[UUID, date]:
    """Write a panel's series and points; days that have come are judged, and stay as they were said.

    Returns from which day on steps have come that were forecast and not judged before, by series.
    """
    ids = {row[1:]: row[0] for row in ForecastSeries.objects.values_list("id", *KEY[1:])}
    rows = ForecastSeries.objects.bulk_create(
        list(_fill(panel, said, now, ids)),
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=CHANGED,
    )
    _write_points(panel, rows, said, said_on)
    return _judge(panel, rows)


def forget_old(last: date) -> None:
    """Let go of what was said long before the last day known, and of what is no longer said."""
    with connection.cursor() as cursor:
        cursor.execute(sql.FORGET_OLD, {"before": last - KEPT})
        cursor.execute(sql.FORGET_UNSAID)


def _fill(
    panel: Panel, said: Sequence[Said], now: datetime, ids: Mapping[tuple[str, ...], UUID]
) -> Iterator[ForecastSeries]:
    first, last = day_of(panel.first), day_of(panel.ends - STEP_DAYS[panel.grain])
    for one, values in zip(said, panel.values, strict=True):
        measure, tier, subject = map(str, one.key)
        row = ForecastSeries(
            id=ids.get((measure, tier, subject)) or new_id(),
            measure=measure,
            tier=tier,
            subject=subject,
            grain=str(panel.grain),
            as_of=now,
            refusal=str(one.refusal or ""),
            method=one.method,
            first_day=first,
            last_day=last,
            history=values[-HISTORY:].tolist(),
            ahead=float(one.point.sum()),
            occasions=[write_occasion(view) for view in one.occasions],
            without=one.without,
        )
        if one.errors:
            row.mase, row.naive_mase, row.error = one.errors.mase, one.errors.naive, one.errors.error
            row.inside, row.days_judged = one.errors.inside, one.errors.steps
            row.scores = dict(one.errors.scores)
        yield row


def write_occasion(view: OccasionView) -> dict[str, object]:
    """Return what was learnt of an occasion as it is stored."""
    ahead = view.ahead.isoformat() if view.ahead else None
    return {
        "occasion": str(view.occasion),
        "times": view.times,
        "change": view.change,
        "standing": str(view.standing),
        "ahead": ahead,
    }


def _write_points(panel: Panel, rows: Sequence[ForecastSeries], said: Sequence[Said], on: date) -> None:
    pairs = [(row, one) for row, one in zip(rows, said, strict=True) if one.refusal is None]
    if not pairs:
        return
    days = panel.days_ahead
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists pg_temp.forecast_fresh")
        cursor.execute(sql.MAKE_POINTS)
        columns = (
            _repeat_ids([row.id for row, _ in pairs], len(days)),
            np.tile(days, len(pairs)),
            *(np.concatenate([getattr(one, name) for _, one in pairs]) for name in ("point", "low", "high")),
        )
        write_columns(cursor, "pg_temp.forecast_fresh", POINTS, columns)
        cursor.execute(sql.WRITE_POINTS, {"said_on": on})


def _judge(panel: Panel, rows: Sequence[ForecastSeries]) -> dict[UUID, date]:
    newest = panel.values[:, -HISTORY:]
    steps = newest.shape[1]
    days = panel.ends - STEP_DAYS[panel.grain] * np.arange(steps, 0, -1)
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists pg_temp.forecast_came")
        cursor.execute(sql.MAKE_CAME)
        columns = (_repeat_ids([row.id for row in rows], steps), np.tile(days, len(rows)), newest.ravel())
        write_columns(cursor, "pg_temp.forecast_came", CAME, columns)
        cursor.execute(sql.JUDGE)
        fresh = sorted(((day, series_id) for series_id, day, new in cursor.fetchall() if new), reverse=True)
    return {series_id: day for day, series_id in fresh}


def _repeat_ids(ids: Sequence[UUID], times: int) -> "np.ndarray[tuple[int], np.dtype[np.void]]":
    return np.repeat(np.frombuffer(b"".join(one.bytes for one in ids), ID), times)
