"""Orders hold the business's currency still, and say so in the reader's language."""

from typing import Any

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Conflict
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import get_tenant
from rapport.operational.orders.tests.shared import order_of


def test_the_currency_changes_until_there_is_an_order(shop: Shop, other_shop: Shop) -> None:
    order_of(other_shop)
    change_settings({"business.currency": "CHF"}, actor=shop.actor)
    order_of(shop)
    with pytest.raises(Conflict) as held:
        change_settings({"business.currency": "EUR", "business.name": "Kept"}, actor=shop.actor)
    assert "CHF" in held.value.fields["business.currency"]
    change_settings({"business.currency": "CHF", "business.zone": "UTC"}, actor=shop.actor)
    kept = get_tenant(shop.tenant_id)
    assert (kept.currency, kept.zone) == ("CHF", "UTC")
    assert kept.name != "Kept"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The currency stays."), ("zh-hans", "货币不再更改。")]
)
def test_programs_are_told_why(api: ApiCaller, shop: Shop, language: str, words: str) -> None:
    order_of(shop)
    answer: Any = api.patch("/settings", {"values": {"business.currency": "USD"}}, Accept_Language=language)
    assert (answer.status_code, answer.json()["code"]) == (409, "held")
    assert words in answer.json()["fields"]["business.currency"]


def test_the_page_says_it_at_the_field(signed_in: Client, shop: Shop) -> None:
    order_of(shop)
    values = {"name": "Tea", "country": "DE", "currency": "USD", "zone": "UTC", "language": "en"}
    page = signed_in.post(
        "/settings/of/business", {f"business.{key}": value for key, value in values.items()}
    )
    assert "The currency stays." in page.content.decode()
    assert get_tenant(shop.tenant_id).currency == "EUR"
