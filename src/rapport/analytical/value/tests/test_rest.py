"""Worth over the API."""

from uuid import UUID

from tests.house import ApiCaller, Shop

from rapport.analytical.value import api as value
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.sources import GivenPurchases, buy


def test_programs_read_worth(shop: Shop, api: ApiCaller, purchases: GivenPurchases) -> None:
    (mine,) = enter_customers(shop, 1)
    purchases.rows[shop.tenant_id] = [buy(mine, 1, 900), buy(UUID(int=2), 2, 100), buy(None, 2, 50)]
    value.recount_worth(actor=shop.actor)
    worth = api.get(f"/worth/customers/{mine}").json()
    assert (worth["gross_minor"], worth["currency"], worth["orders"]) == (900, "EUR", 1)
    assert len(worth["reasons"]) == 3
    segments = api.get("/worth/segments").json()["items"]
    assert (len(segments), sum(segment["customers"] for segment in segments)) == (10, 2)
    revenue = api.get("/worth/revenue").json()
    assert (revenue["revenue_minor"], revenue["guest_minor"], revenue["customers"]) == (1000, 50, 2)
    assert revenue["points"][-1] == {"customers": 2, "revenue_minor": 1000}


def test_what_is_not_there_or_not_yours_is_missing(
    shop: Shop, other_shop: Shop, api: ApiCaller, purchases: GivenPurchases
) -> None:
    (theirs,) = enter_customers(other_shop, 1)
    purchases.rows[other_shop.tenant_id] = [buy(theirs, 1, 900)]
    value.recount_worth(actor=other_shop.actor)
    assert api.get(f"/worth/customers/{theirs}").status_code == 404
    assert api.get(f"/worth/customers/{UUID(int=9)}").status_code == 404
