"""Everybody's purchases as columns, for models: read once, summed up in the database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from rapport.analytical.value.contracts import PurchaseSource
from rapport.analytical.value.operations import ahead_statements as sql
from rapport.analytical.value.operations.recount import begin_counting
from rapport.analytical.value.rules.potential.holdout import Done
from rapport.analytical.value.rules.potential.learning import Buying
from rapport.analytical.value.rules.window import Window, choose_window
from rapport.kernel.columns import BIGINT, DOUBLE, INTEGER, UUID, read_columns
from rapport.kernel.tenancy.api import TenantProfile

DAY_ZERO = date(2000, 1, 1)
COLUMNS = {
    "party_id": UUID,
    "first": INTEGER,
    "last": INTEGER,
    "days": INTEGER,
    "later_minor": BIGINT,
    "cut_last": INTEGER,
    "cut_days": INTEGER,
    "cut_later_minor": BIGINT,
    "after_minor": BIGINT,
    "told_minor": BIGINT,
    "told_alive": DOUBLE,
}


@dataclass(frozen=True)
class Known:
    """What is known of all customers: a row each, and the window they were read in; None before the first
    purchase."""

    window: Window | None
    rows: NDArray[Any]

    @property
    def before(self) -> NDArray[Any]:
        """The rows of those who had bought by the cut."""
        chosen: NDArray[Any] = self.rows[self.rows["cut_days"] > 0]
        return chosen

    def buying(self, window: Window) -> Buying:
        """Return what all customers bought until the end of the window."""
        first, last, days, later = self._floats(self.rows, "first", "last", "days", "later_minor")
        return Buying.until(window.last, first, last, days, later)

    def buying_before(self, window: Window) -> Buying:
        """Return what was known on the cut."""
        columns = ("first", "cut_last", "cut_days", "cut_later_minor")
        return Buying.until(window.cut, *self._floats(self.before, *columns))

    def done_after(self) -> Done:
        """Return what those known on the cut did after it."""
        days, before, money = self._floats(self.before, "days", "cut_days", "after_minor")
        return Done(days - before, money)

    def _floats(self, rows: NDArray[Any], *names: str) -> list[NDArray[np.float64]]:
        return [rows[name].astype(np.float64) for name in names]


def read_known(source: PurchaseSource, *, tenant: TenantProfile, now: datetime) -> Known:
    """Read what all customers of the tenant bought up to now, within the running transaction.

    Purchases dated in the future are left out: no clock is trusted to know them.
    """
    with connection.cursor() as cursor:
        begin_counting(cursor, tenant.id)
        source.load_purchases("worth_purchase", currency=tenant.currency)
        cursor.execute(sql.SET_UP_READING, {"zone": tenant.zone, "now": now})
        cursor.execute(sql.SPAN)
        span: Any = cursor.fetchone()
        window = choose_window(*span) if span[0] is not None else None
        cursor.execute(sql.SUM_UP, {"cut": window.cut if window else 0})
        return Known(window, read_columns(cursor, sql.READ, COLUMNS))


def day_of(number: int) -> date:
    """Return the day a number of a window stands for."""
    return DAY_ZERO + timedelta(days=number)
