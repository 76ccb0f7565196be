"""Two hundred hostile texts in the text fields of records, and every page that shows them in a real browser.

Nothing of them runs and the console stays silent: the page's own fixture fails a test whose console speaks.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.hostile.corpus import MARK, payloads
from tests.hostile.newest import plant_newest
from tests.house import ApiCaller, Shop

pytestmark = pytest.mark.browser
ADDRESS = ("street", "city", "region", "label")


def plant(api: ApiCaller, shop: Shop, folder: Path) -> list[str]:
    """Write every text into every text field in turn; return the pages that show them."""
    texts = payloads()
    turn = iter(texts * 2)

    def take(longest: int) -> str:
        return next(turn)[:longest]

    customers = []
    for _ in range(4):
        body = {
            **{"name": take(300), "city": take(120), "tax_number": take(40), "website": take(300)},
            "tags": [take(60)],
            "external_ids": [{"system": take(60), "external_id": take(200)}],
            "contact_points": [{"kind": "handle", "value": take(320), "label": take(40)}],
            "addresses": [{name: take(40) for name in ADDRESS}],
        }
        made = api.post("/customers", body)
        assert made.status_code == 201, made.content
        customers.append(made.json()["id"])
    pages = ["/customers", "/products", "/orders", "/tasks", "/settings/history", "/"]
    for customer in customers:
        path = f"/customers/{customer}"
        for _ in range(8):
            assert api.post(f"{path}/notes", {"body": take(1000)}).status_code == 201
            assert api.post(f"{path}/tasks", {"title": take(300), "body": take(1000)}).status_code == 201
            call = {"kind": "call", "summary": take(1000), "title": take(300)}
            assert api.post(f"{path}/calls", call).status_code == 201
        statement = {"purpose": "newsletter", "channel": "email", "given": True}
        api.post(f"{path}/consents", {**statement, "proof": take(900), "source": take(120)})
        pages += [path, f"{path}/consents"]
    for number in range(6):
        product = {"sku": take(90) + str(number), "name": take(300), "description": take(2000)}
        assert api.post("/products", product).status_code == 201
        line = {"description": take(500), "sku": take(100), "unit_price": "1"}
        order = {"lines": [line], "note": take(900), "guest_name": take(300), "channel": take(40)}
        made = api.post("/orders", order)
        assert made.status_code == 201, made.content
        pages.append(f"/orders/{made.json()['id']}")
        assert api.post("/units", {"name": take(200), "code": f"u{number}"}).status_code == 201
    return [*pages, *plant_newest(api, shop, take, customers, folder)]


def test_nothing_hostile_runs_on_any_page(
    api: ApiCaller, shop: Shop, desk: Callable[[str], Page], tmp_path: Path
) -> None:
    pages = plant(api, shop, tmp_path)
    ran, failed = [], []
    for path in pages:
        opened = desk(path)
        opened.wait_for_load_state("domcontentloaded")
        opened.mouse.move(200, 300)
        if opened.evaluate(f"window.{MARK}"):
            ran.append(path)
        if opened.locator("main").count() == 0:
            failed.append(path)
    assert ran == []
    assert failed == []
