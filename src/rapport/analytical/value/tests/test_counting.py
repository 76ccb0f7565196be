"""Counting in the database gives what the rules give, keeps tenants apart and writes only what changed."""

from uuid import UUID

import pytest
from tests.house import Shop

from rapport.analytical.value import api
from rapport.analytical.value.contracts import Scores, Segment
from rapport.analytical.value.models import CustomerWorth, WorthSummary
from rapport.analytical.value.operations import refresh
from rapport.analytical.value.operations.cuts import decode_cuts
from rapport.analytical.value.rules.curve import draw_curve
from rapport.analytical.value.rules.history import PurchaseHistory
from rapport.analytical.value.rules.quintiles import cut_customers, score_customers
from rapport.analytical.value.rules.segments import name_segment
from rapport.analytical.value.tests.sources import GivenPurchases, Purchase, buy, draw_purchases
from rapport.kernel.errors import Conflict
from rapport.kernel.tenancy.api import as_tenant


def _sum_up(rows: list[Purchase]) -> list[PurchaseHistory]:
    histories = []
    for party_id in {row[0] for row in rows if row[0]}:
        mine = [row for row in rows if row[0] == party_id]
        bought = [row for row in mine if row[3] > 0]
        if bought:
            moments = [row[2] for row in bought]
            totals = (len(bought), sum(row[3] for row in mine), sum(row[4] for row in mine))
            histories.append(PurchaseHistory(party_id, min(moments), max(moments), *totals))
    return histories


@pytest.mark.parametrize("customers", [0, 1, 2, 3, 4, 5, 6, 23, 200])
def test_the_database_counts_as_the_rules_do(shop: Shop, purchases: GivenPurchases, customers: int) -> None:
    rows = [*draw_purchases(customers, customers), buy(None, 3, 999), buy(None, 4, 1, 20)]
    purchases.rows[shop.tenant_id] = rows
    histories = _sum_up(rows)
    expected, curve = score_customers(histories), draw_curve(history.gross_minor for history in histories)
    assert api.recount_worth(actor=shop.actor) == len(histories)
    with as_tenant(shop.tenant_id):
        known = {row.party_id: row for row in CustomerWorth.objects.all()}
        revenue = api.get_revenue(shop.actor)
        cuts = decode_cuts(WorthSummary.objects.get().cuts)
    assert set(known) == set(expected)
    for history in histories:
        row = known[history.party_id]
        scores = Scores(row.recency_score, row.frequency_score, row.monetary_score)
        assert scores == expected[history.party_id]
        assert row.segment == name_segment(scores)
        measured = (row.first_at, row.last_at, row.orders, row.gross_minor, row.returned_minor)
        assert measured == (
            history.first_at,
            history.last_at,
            history.orders,
            history.gross_minor,
            history.returned_minor,
        )
    assert revenue.curve == curve
    assert cuts == cut_customers(histories)
    assert (revenue.guest_orders, revenue.guest_minor, revenue.currency) == (2, 1000, "EUR")


def test_a_second_counting_writes_nothing(shop: Shop, purchases: GivenPurchases) -> None:
    purchases.rows[shop.tenant_id] = draw_purchases(1, 30)
    assert api.recount_worth(actor=shop.actor) == 30
    assert api.recount_worth(actor=shop.actor) == 0


def test_who_bought_nothing_any_more_is_forgotten(shop: Shop, purchases: GivenPurchases) -> None:
    purchases.rows[shop.tenant_id] = [buy(UUID(int=1), 1, 500), buy(UUID(int=2), 2, 700)]
    api.recount_worth(actor=shop.actor)
    purchases.rows[shop.tenant_id] = [buy(UUID(int=2), 2, 700), buy(UUID(int=1), 3, 0, 500)]
    api.recount_worth(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        assert list(CustomerWorth.objects.values_list("party_id", flat=True)) == [UUID(int=2)]


def test_a_few_are_refreshed_against_the_cuts(
    shop: Shop, purchases: GivenPurchases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "FEW", 10)
    rows = draw_purchases(5, 60)
    purchases.rows[shop.tenant_id] = rows
    api.recount_worth(actor=shop.actor)
    party_id = rows[0][0]
    assert party_id
    assert api.refresh_worth([party_id], actor=shop.actor) == 0
    rows.append(buy(party_id, 90, 10_000_000))
    newcomer = UUID(int=7)
    rows.append(buy(newcomer, 91, 100))
    assert api.refresh_worth([party_id, newcomer], actor=shop.actor) == 2
    with as_tenant(shop.tenant_id):
        worth = CustomerWorth.objects.get(party_id=party_id)
        assert (worth.recency_score, worth.monetary_score) == (5, 5)
        assert CustomerWorth.objects.get(party_id=newcomer).recency_score == 5
        assert CustomerWorth.objects.count() == 61
    rows[:] = [row for row in rows if row[0] != newcomer]
    assert api.refresh_worth([newcomer], actor=shop.actor) == 1
    with as_tenant(shop.tenant_id):
        assert not CustomerWorth.objects.filter(party_id=newcomer).exists()


def test_segments_add_up(shop: Shop, purchases: GivenPurchases) -> None:
    purchases.rows[shop.tenant_id] = draw_purchases(8, 80)
    api.recount_worth(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        sizes, revenue = api.list_segments(shop.actor), api.get_revenue(shop.actor)
    assert [size.segment for size in sizes] == list(Segment)
    assert sum(size.customers for size in sizes) == 80
    assert sum(size.revenue_minor for size in sizes) == revenue.curve.revenue_minor
    assert sum(size.revenue_share for size in sizes) == pytest.approx(1)


def test_a_strangers_customers_are_not_counted(
    shop: Shop, other_shop: Shop, purchases: GivenPurchases
) -> None:
    purchases.rows[shop.tenant_id] = [buy(UUID(int=1), 1, 500)]
    purchases.rows[other_shop.tenant_id] = [buy(UUID(int=2), 1, 900)]
    api.recount_worth(actor=shop.actor)
    api.recount_worth(actor=other_shop.actor)
    with as_tenant(shop.tenant_id):
        assert api.get_revenue(shop.actor).curve.revenue_minor == 500
        assert CustomerWorth.objects.count() == 1


def test_a_second_source_is_refused(purchases: GivenPurchases) -> None:
    with pytest.raises(Conflict):
        api.register_purchase_source(GivenPurchases())
