"""What an offer brought: the published effect, and the shop's own."""

import csv
import gzip
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.house import Shop

from rapport.analytical.churn import api as churn
from rapport.analytical.churn.rules.retention import Outcome, compare_outcomes
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.tenancy.api import as_tenant

SENT = datetime(2026, 5, 1, tzinfo=UTC)


def test_the_published_effect_of_a_mailing_is_found(data: Path) -> None:
    """Hillstrom's e-mail test, women's mail beside none, half of it: visits, purchases and spending."""
    sums: dict[tuple[str, bool], list[float]] = defaultdict(lambda: [0, 0, 0.0, 0.0])
    with gzip.open(data / "marketing/hillstrom_womens_half.csv.gz", "rt") as lines:
        for row in csv.DictReader(lines):
            for measure in ("visit", "conversion"):
                group = sums[measure, row["segment"] == "Womens E-Mail"]
                spent = float(row["spend"])
                for place, one in enumerate((1, int(row[measure]), spent, spent**2)):
                    group[place] += one
    groups = {key: Outcome(int(n), int(k), s, q) for key, (n, k, s, q) in sums.items()}
    visits, bought = (
        compare_outcomes(groups[measure, True], groups[measure, False]) for measure in ("visit", "conversion")
    )
    assert (visits.treated + visits.untreated) == 21_281
    assert (visits.bought.value, visits.bought.error) == pytest.approx((0.03925, 0.00462), abs=1e-5)
    assert (bought.bought.value, bought.bought.error) == pytest.approx((0.00298, 0.00115), abs=1e-5)
    assert (bought.spent.value, bought.spent.error) == pytest.approx((0.345, 0.178), abs=1e-3)
    assert visits.bought.is_sure
    assert not bought.spent.is_sure


def test_groups_of_the_shop_are_compared(shop: Shop, purchases: GivenPurchases) -> None:
    ids = enter_customers(shop, 40)
    treated, untreated = ids[:20], ids[20:]

    def buy(party_id: UUID, days: int, minor: int) -> None:
        purchases.rows.setdefault(shop.tenant_id, []).append(
            (party_id, uuid4(), SENT + timedelta(days=days), minor, 0)
        )

    for party_id in treated[:10]:
        buy(party_id, 3, 1000)
    buy(treated[0], 5, 500)
    for party_id in untreated[:5]:
        buy(party_id, 3, 1000)
    buy(untreated[10], -1, 9999)
    buy(untreated[11], 31, 9999)
    effect = churn.measure_retention(
        treated, untreated, since=SENT, until=SENT + timedelta(days=30), actor=shop.actor
    )
    assert (effect.treated_share, effect.untreated_share, effect.bought.value) == (0.5, 0.25, 0.25)
    assert effect.spent.value == pytest.approx(10_500 / 20 - 5_000 / 20)
    assert effect.bought.low < 0.25 < effect.bought.high


def test_what_cannot_be_compared_is_refused(shop: Shop, other_shop: Shop, purchases: GivenPurchases) -> None:
    ids, strangers = enter_customers(shop, 4), enter_customers(other_shop, 2)
    later = SENT + timedelta(days=1)
    with as_tenant(shop.tenant_id):
        with pytest.raises(Invalid):
            churn.measure_retention(ids[:2], ids[:3], since=SENT, until=later, actor=shop.actor)
        with pytest.raises(Invalid):
            churn.measure_retention(ids[:2], ids[2:], since=later, until=SENT, actor=shop.actor)
        with pytest.raises(Missing):
            churn.measure_retention(ids[:2], strangers, since=SENT, until=later, actor=shop.actor)
