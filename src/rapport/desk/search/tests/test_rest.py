"""Finding customers, orders and products through the API, within what the caller may see."""

from decimal import Decimal

from tests.house import ApiCaller as Api
from tests.house import Shop

from rapport.customers.party.api import CustomerDraft, create_customer
from rapport.operational.orders.api import NewLine, NewOrder, issue_invoice, place_order
from rapport.operational.products.api import create_product, update_product


def _kinds(api: Api, text: str, kind: str = "") -> list[tuple[str, str]]:
    narrow = f"&kind={kind}" if kind else ""
    answer = api.call("GET", f"/search?q={text}{narrow}").json()
    return [(hit["kind"], hit["title"]) for hit in answer["items"]]


def test_finds_orders_by_every_number_they_have(api: Api, shop: Shop) -> None:
    line = NewLine(unit_price=Decimal(5), description="Tea")
    new = NewOrder(
        lines=(line,), number="WEB-77120", external_id="gid-5599881100", guest_email="eve@tea.example"
    )
    order = place_order(new, actor=shop.actor)
    invoice = issue_invoice(order.id, actor=shop.actor)
    for text in ("WEB-77120", "77120", "5599881100", "9988", invoice.number, "eve@tea.example"):
        assert _kinds(api, text) == [("order", "WEB-77120")], text


def test_finds_products_by_sku_and_name_in_any_script(api: Api, shop: Shop) -> None:
    product = create_product({"sku": "GT-0815", "name": "West Lake Longjing 西湖龙井"}, actor=shop.actor)
    for text in ("GT-0815", "longjing", "龙井"):
        assert _kinds(api, text, "product") == [("product", "West Lake Longjing 西湖龙井")]
    update_product(product.id, {"name": "碧螺春"}, actor=shop.actor)
    assert _kinds(api, "龙井") == []
    assert _kinds(api, "螺春") == [("product", "碧螺春")]


def test_ranks_all_kinds_together_and_narrows_to_one(api: Api, shop: Shop) -> None:
    create_customer(CustomerDraft(name="Polar Café"), actor=shop.actor)
    create_product({"sku": "LA-1", "name": "Polar table lamp"}, actor=shop.actor)
    assert {kind for kind, _ in _kinds(api, "polar")} == {"customer", "product"}
    assert [kind for kind, _ in _kinds(api, "polar", "customer")] == ["customer"]


def test_finds_no_stranger_nor_what_the_caller_may_not_view(api: Api, shop: Shop, other_shop: Shop) -> None:
    line = NewLine(unit_price=Decimal(5), description="Tea")
    place_order(NewOrder(lines=(line,), number="SECRET-4711"), actor=other_shop.actor)
    assert _kinds(api, "SECRET-4711") == []
    assert api.call("GET", "/search?q=").status_code == 422
    assert api.call("GET", "/search?q=a&kind=token").status_code == 422
