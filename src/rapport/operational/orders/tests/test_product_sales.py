"""A product's page tells what it sold, as far as the reader may see."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.kernel.money.api import set_rates
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import cancel_order, place_order
from rapport.operational.orders.queries.sales import list_lines_sold, list_months_sold
from rapport.operational.products.api import create_product

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_sums_months_by_the_days_rates_and_leaves_cancelled_out(shop: Shop) -> None:
    tea = create_product({"sku": "T-1", "name": "Tea", "unit_price": Decimal(10)}, actor=shop.actor)
    set_rates([("USD", date(2026, 1, 1), Decimal("0.5"))], actor=shop.actor)
    line = NewLine(product_id=tea.id, quantity=Decimal(2), unit_price=Decimal(10))
    for day, currency in ((3, "EUR"), (9, "USD")):
        at = datetime(2026, 2, day, tzinfo=UTC)
        place_order(NewOrder(lines=(line,), placed_at=at, currency=currency), actor=shop.actor)
    place_order(NewOrder(lines=(line,), placed_at=datetime(2026, 3, 1, tzinfo=UTC)), actor=shop.actor)
    gone = place_order(NewOrder(lines=(line,)), actor=shop.actor)
    cancel_order(gone.id, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        months = list_months_sold(tea.id, shop.actor, LONG_AGO)
        lines = list_lines_sold(tea.id, shop.actor)
    assert [(m.month.month, int(m.pieces), m.orders, m.total_minor) for m in months] == [
        (3, 2, 1, 2000),
        (2, 4, 2, 3000),
    ]
    assert [one.currency for one in lines] == ["EUR", "USD", "EUR"]


def test_shows_it_on_the_page_with_few_queries(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tea = create_product({"sku": "T-1", "name": "Tea", "unit_price": Decimal(10)}, actor=shop.actor)
    assert "Newest orders" not in signed_in.get(f"/products/{tea.id}").content.decode()
    for days in range(12):
        line = NewLine(product_id=tea.id, unit_price=Decimal(10))
        at = datetime.now(UTC) - timedelta(days=days)
        place_order(NewOrder(lines=(line,), placed_at=at), actor=shop.actor)
    with django_assert_max_num_queries(20):
        page = signed_in.get(f"/products/{tea.id}").content.decode()
    assert "Newest orders" in page


def test_a_step_is_taken_back_from_the_page(signed_in: Client, shop: Shop) -> None:
    line = NewLine(unit_price=Decimal(10))
    order = place_order(NewOrder(lines=(line,), country="DE"), actor=shop.actor)
    page = signed_in.get(f"/orders/{order.id}").content.decode()
    assert "Germany" in page
    assert "Take the last step back" not in page
    signed_in.post(f"/orders/{order.id}/status", {"status": "packed"})
    assert "Take the last step back" in signed_in.get(f"/orders/{order.id}").content.decode()
    signed_in.post(f"/orders/{order.id}/status/back")
    page = signed_in.get(f"/orders/{order.id}").content.decode()
    assert "Taken back" in page
