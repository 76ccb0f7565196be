"""What was ordered and asked as columns: read once, summed up in the database, one panel for each window."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts import DemandSource, Grain, Measure, Tier
from rapport.analytical.forecast.operations import statements as sql
from rapport.analytical.forecast.operations.weeks import read_trees
from rapport.analytical.forecast.queries.sources import find_promotion_source
from rapport.analytical.forecast.rules.methods import Floats
from rapport.analytical.forecast.rules.occasions import mark_days
from rapport.analytical.forecast.rules.panel import DAILY, Key, Panel, day_of, number_of
from rapport.analytical.forecast.rules.tree import Tree
from rapport.analytical.forecast.rules.window import LONGEST, choose_first, choose_last
from rapport.customers.accounts.api import read_hours
from rapport.kernel.columns import BIGINT, DOUBLE, INTEGER, read_columns
from rapport.kernel.tenancy.api import TenantProfile

DAYS = {"day": INTEGER, "orders": BIGINT, "units": DOUBLE, "revenue": BIGINT}
CONTACTS = {"place": INTEGER, "day": INTEGER, "contacts": INTEGER}
TOTALS = (Measure.REVENUE, Measure.ORDERS, Measure.UNITS)


@dataclass(frozen=True)
class Known:
    """What there is to learn from: panels, trees of products, the first and last day that are read, and how
    many lines are dated in the future. `stale`: nothing has come in for two weeks."""

    panels: list[Panel]
    trees: list[Tree]
    first: date | None
    last: date | None
    stale: bool
    future: int


def read_known(source: DemandSource | None, *, tenant: TenantProfile, now: datetime) -> Known:
    """Read everything up to the end of yesterday in the business's zone, within the running transaction."""
    today = now.astimezone(ZoneInfo(tenant.zone)).date()
    midnight = datetime.combine(today, time(), ZoneInfo(tenant.zone)).astimezone(UTC)
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        days_apart = _read_occasions(tenant)
        contacts = _read_contacts(cursor, today, days_apart)
        newest = source.find_newest(now) if source else None
        if source is None or newest is None:
            return Known(contacts, [], None, None, False, 0)
        cursor.execute(sql.MAKE_DEMAND)
        since = newest - timedelta(days=LONGEST + 1)
        source.load_demand("forecast_demand", currency=tenant.currency, since=since)
        cursor.execute(sql.COUNT_FUTURE, {"now": now})
        future: Any = cursor.fetchone()
        cursor.execute(sql.MAKE_SOLD, {"zone": tenant.zone, "today": midnight})
        days = read_columns(cursor, sql.READ_DAYS, DAYS)
        if not len(days):
            return Known(contacts, [], None, None, False, future[0])
        yesterday = number_of(today) - 1
        last = choose_last(int(days["day"][-1]), yesterday)
        first = choose_first(days["day"], last)
        trees = read_trees(cursor, first, last)
    totals = Panel(
        Grain.DAY,
        [Key(measure, Tier.TOTAL) for measure in TOTALS],
        first,
        np.stack([_lay_out(days["day"], days[str(measure)], first, last) for measure in TOTALS]),
        days_apart.mark(first, last),
    )
    return Known([totals, *contacts], trees, day_of(first), day_of(last), last < yesterday, future[0])


@dataclass(frozen=True)
class DaysApart:
    """The days the business does not work, and those its campaigns began or will begin on."""

    closed: frozenset[date]
    promoted: frozenset[date]

    def mark(self, first: int, last: int) -> NDArray[np.int64]:
        """Return the occasions of the days from the first to the last, and of those ahead."""
        days = last - first + 1 + DAILY.horizon
        return mark_days(day_of(first), days, closed=self.closed, promoted=self.promoted)


def _read_occasions(tenant: TenantProfile) -> DaysApart:
    source, zone = find_promotion_source(), ZoneInfo(tenant.zone)
    begun = source.list_promotions() if source else ()
    promoted = frozenset(moment.astimezone(zone).date() for moment in begun)
    return DaysApart(read_hours().holidays, promoted)


def _read_contacts(cursor: CursorWrapper, today: date, days_apart: DaysApart) -> list[Panel]:
    """Return the messages that came in by each channel, from the first day anything came on."""
    cursor.execute(sql.MAKE_CONTACTS, {"today": today})
    cursor.execute(sql.NAME_CHANNELS)
    channels = [channel for _, channel in cursor.fetchall()]
    rows = read_columns(cursor, sql.READ_CONTACTS, CONTACTS)
    if not channels:
        return []
    last = number_of(today) - 1
    first = choose_first(np.unique(rows["day"]), last)
    values = [
        _lay_out(rows["day"][rows["place"] == place], rows["contacts"][rows["place"] == place], first, last)
        for place in range(len(channels))
    ]
    keys = [Key(Measure.CONTACTS, Tier.CHANNEL, channel) for channel in channels]
    return [Panel(Grain.DAY, keys, first, np.stack(values), days_apart.mark(first, last))]


def _lay_out(days: NDArray[Any], values: NDArray[Any], first: int, last: int) -> Floats:
    """Return the values by day from the first to the last, nought where there are none."""
    within = (days >= first) & (days <= last)
    row = np.zeros(last - first + 1)
    row[days[within] - first] = values[within]
    return row
