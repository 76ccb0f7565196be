"""What was known of everybody's purchases at a moment, past or present, by one and the same statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from rapport.analytical.churn.operations import statements as sql
from rapport.analytical.churn.rules.features import Features, Floats, make_features
from rapport.analytical.churn.rules.rhythm import (
    REACH,
    SHARE_BACK,
    SHORTEST,
    Calendar,
    choose_horizon,
    lay_out,
)
from rapport.analytical.value.api.learning import guess_silence
from rapport.kernel.columns import BIGINT, INTEGER, UUID, read_columns
from rapport.kernel.tenancy.api import TenantProfile

COLUMNS = {
    "party_id": UUID,
    **dict.fromkeys(("since", "silent", "days", "longest", "recent", "before"), INTEGER),
    "gross_minor": BIGINT,
    "returned_minor": BIGINT,
    "stayed": INTEGER,
}
MOST = 100_000
"""Customers of one cut that are learnt from; more of them change no weight."""


@dataclass(frozen=True)
class Known:
    """Customers as they were known at a moment, those who had not left for good by then: a row each."""

    rows: NDArray[Any]
    features: Floats

    def with_endings(self, seed: int) -> Features:
        """Return what may be learnt from: the features and who left; of very many customers some."""
        chosen = np.arange(len(self.rows))
        if len(chosen) > MOST:
            chosen = np.sort(np.random.default_rng(seed).choice(chosen, MOST, replace=False))
        left = (self.rows["stayed"][chosen] == 0).astype(np.float64)
        return Features(self.features[chosen], left)


def read_calendar(
    cursor: CursorWrapper, *, tenant: TenantProfile, now: datetime
) -> tuple[Calendar | None, int, datetime | None]:
    """Return when risk is learnt and judged, how many gaps the rhythm rests on, and the first purchase.

    Where the newest purchase is older than four weeks the data have an end, and that is the present.
    """
    cursor.execute(sql.SPAN, {"now": now})
    span: Any = cursor.fetchone()
    first, last = span
    if first is None:
        return None, 0, None
    present = now if now - last <= timedelta(days=SHORTEST) else last
    cursor.execute(sql.GAPS, {"now": now, "zone": tenant.zone, "share": SHARE_BACK})
    gaps, gap = cursor.fetchone() or (0, None)
    return lay_out(first, present, choose_horizon(gap or 0)), gaps, first


def read_known(calendar: Calendar, cut: datetime, *, zone: str, ended: bool) -> Known:
    """Return the customers as they were known at a cut; with `ended` also who bought nothing after it.

    The features of today are those of the past at another moment: the same statement, the same rules.
    """
    values = {
        "cut": cut,
        "day": cut.astimezone(ZoneInfo(zone)).date(),
        "until": cut + calendar.horizon if ended else None,
        "now": calendar.now,
        "zone": zone,
        "horizon": calendar.horizon_days,
    }
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists pg_temp.churn_measure")
        cursor.execute(sql.MEASURE, values)
        rows = read_columns(cursor, sql.READ, COLUMNS)
    nothing = _guess_nothing(rows, calendar.horizon_days)
    near = rows["silent"] <= REACH * calendar.horizon_days
    return Known(rows[near], make_features(rows[near], nothing[near], calendar.horizon_days))


def _guess_nothing(rows: NDArray[Any], horizon_days: int) -> Floats:
    """Return each one's probability of buying nothing by rates and drop-out; a half where nobody can say."""
    since, silent, days = (rows[name].astype(np.float64) for name in ("since", "silent", "days"))
    upto = int(since.max()) if len(rows) else 0
    found = guess_silence(upto - since, upto - silent, days, upto=upto, weeks=horizon_days / 7)
    return np.full(len(rows), 0.5) if found is None else found
