"""Worth over the API."""

from uuid import UUID

from rapport.analytical.value import api as value
from rapport.analytical.value.tests.sources import GivenPurchases, buy
from rapport.site.testing import ApiCaller, Shop

MINE = UUID(int=1)


def test_programs_read_worth(shop: Shop, api: ApiCaller, purchases: GivenPurchases) -> None:
    purchases.rows[shop.tenant_id] = [buy(MINE, 1, 900), buy(UUID(int=2), 2, 100), buy(None, 2, 50)]
    value.recount_worth(actor=shop.actor)
    worth = api.get(f"/worth/customers/{MINE}").json()
    assert (worth["gross_minor"], worth["currency"], worth["monetary_score"]) == (900, "EUR", 2)
    assert len(worth["reasons"]) == 3
    segments = api.get("/worth/segments").json()
    assert (len(segments), sum(segment["customers"] for segment in segments)) == (10, 2)
    revenue = api.get("/worth/revenue").json()
    assert (revenue["revenue_minor"], revenue["guest_minor"], revenue["customers"]) == (1000, 50, 2)
    assert revenue["points"][-1] == {"customers": 2, "revenue_minor": 1000}


def test_what_is_not_there_or_not_yours_is_missing(
    shop: Shop, other_shop: Shop, api: ApiCaller, purchases: GivenPurchases
) -> None:
    purchases.rows[other_shop.tenant_id] = [buy(MINE, 1, 900)]
    value.recount_worth(actor=other_shop.actor)
    assert api.get(f"/worth/customers/{MINE}").status_code == 404
    assert api.get(f"/worth/customers/{UUID(int=9)}").status_code == 404
