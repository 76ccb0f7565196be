"""Recommendations as a browser shows them: the page, a customer's card, a product's cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from tests.browser import check_accessible, look
from tests.house import ApiCaller, Shop

from rapport.analytical.recommendation.operations.learning import learn_recommendations
from rapport.analytical.recommendation.tests.customers import enter_customers
from rapport.analytical.recommendation.tests.sources import GivenShop, buy, draw_lines

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_what_to_offer_is_seen(
    shop: Shop, given: GivenShop, api: ApiCaller, desk: Callable[[str], Page]
) -> None:
    made = api.post("/products", {"sku": "T1", "name": "Oolong · 250 g", "currency": "EUR"}).json()
    shelves = [[given.sell(f"Green tea {shelf}.{place}") for place in range(12)] for shelf in range(5)]
    shelves.append(
        [given.sell(f"Oolong {place}") for place in range(11)] + [given.sell("Oolong", id=UUID(made["id"]))]
    )
    (mine,) = enter_customers(shop, 1)
    given.lines[shop.tenant_id] = [
        *draw_lines([uuid4() for _ in range(240)], shelves),
        *[buy(mine, one, days) for one in shelves[5][:3] for days in (89, 59, 29)],
    ]
    learn_recommendations(actor=shop.actor)
    page = desk("/recommendations")
    check_accessible(page)
    look(page, "recommendations", whole=True, alone=True)
    card = desk(f"/customers/{mine}")
    card.get_by_text("New to them").wait_for()
    look(card, "recommended-card", alone=True)
    product = desk(f"/products/{made['id']}")
    product.get_by_text("Bought together").wait_for()
    look(product, "recommended-product", whole=True, alone=True)
