"""The past is read as it was known then: by the same statement as today, whatever was recorded later."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone
from tests.house import Shop

from rapport.analytical.churn.operations.ledger import open_ledger
from rapport.analytical.churn.operations.reading import Known, read_known
from rapport.analytical.churn.rules.features import NAMES
from rapport.analytical.churn.rules.rhythm import Calendar
from rapport.analytical.churn.tests.shops import draw_leaving
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.tenancy.api import as_tenant, get_own_tenant


def read_at(shop: Shop, cut: datetime, now: datetime, *, ended: bool) -> Known:
    """Read the customers as they were known at a cut, by somebody who looks at `now`."""
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        tenant = get_own_tenant(shop.tenant_id)
        open_ledger(cursor, tenant)
        return read_known(Calendar(49, now, ()), cut, zone=tenant.zone, ended=ended)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_recorded_later_changes_nothing_at_the_time(
    shop: Shop, purchases: GivenPurchases, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    now, cut = timezone.now(), timezone.now() - timedelta(days=100)
    ids = [UUID(int=number) for number in range(1, 200)]
    rows = [row for row in draw_leaving(ids, seed) if row[2] <= now]
    late = {row[1] for row in rows if draw.random() < 0.2}
    purchases.known_at = {
        row[1]: row[2] + timedelta(days=int(draw.integers(1, 300))) for row in rows if row[1] in late
    }
    purchases.rows[shop.tenant_id] = [
        row for row in rows if (purchases.known_at.get(row[1]) or row[2]) <= cut
    ]
    then = read_at(shop, cut, cut, ended=False)
    purchases.rows[shop.tenant_id] = rows
    afterwards = read_at(shop, cut, now, ended=True)
    assert len(then.rows) > 50
    columns = [name for name in then.rows.dtype.names or () if name not in ("stayed", "size_stayed")]
    assert (then.rows[columns] == afterwards.rows[columns]).all()
    assert then.features == pytest.approx(afterwards.features)
    assert set(then.rows["stayed"].tolist()) == {-1}
    assert set(afterwards.rows["stayed"].tolist()) == {0, 1}


def test_features_follow_neither_ids_nor_money_nor_the_calendar(
    shop: Shop, purchases: GivenPurchases
) -> None:
    """Other ids, ten times the money and a week's shift move no feature but the amount, by its scale.

    Purchases lie at noon: clocks change twice a year, which moves a purchase near midnight to another day.
    """
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    now = noon - timedelta(hours=23)
    drawn = draw_leaving([UUID(int=number) for number in range(1, 200)])
    rows = [(*row[:2], row[2].replace(hour=12, minute=0, second=0, microsecond=0), *row[3:]) for row in drawn]
    rows = [row for row in rows if row[2] <= now]
    week = timedelta(days=7)
    purchases.rows[shop.tenant_id] = rows
    one = read_at(shop, now, now, ended=False).features
    purchases.rows[shop.tenant_id] = [
        (UUID(int=row[0].int + 2**64), uuid4(), row[2] - week, row[3] * 10, row[4] * 10)
        for row in rows
        if row[0]
    ]
    other = read_at(shop, now - week, now, ended=False).features
    amount, guess = NAMES.index("amount"), NAMES.index("nothing")
    assert np.delete(other, (amount, guess), axis=1) == pytest.approx(
        np.delete(one, (amount, guess), axis=1), abs=1e-6
    )
    # Rates and drop-out are found by a search, which ends near the peak and not on it.
    assert other[:, guess] == pytest.approx(one[:, guess], abs=1e-3)
    assert other[:, amount] - one[:, amount] == pytest.approx(np.full(len(one), np.log(10)), abs=1e-3)
