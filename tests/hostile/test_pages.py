"""Two hundred hostile texts in the text fields of records, and every page that shows them in a real browser.

Nothing of them runs or becomes an element, and the console stays silent: the page's own fixture fails a
test whose console speaks.
"""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates
from playwright.sync_api import Page, expect

from tests.hostile.corpus import MARK, payloads
from tests.hostile.growth import plant_growth
from tests.hostile.newest import plant_newest
from tests.house import ApiCaller, Shop
from tests.scenarios.at_work import let_the_house_work

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_waits")]
PLANTED = """() => [...document.querySelectorAll('*')].filter(one =>
  [...one.attributes].some(({name, value}) => /^(on|hx-on)/.test(name)
    || (['href', 'src', 'action', 'formaction'].includes(name) && /^\\s*javascript:/i.test(value)))
  || (one.localName === 'script' && !one.src && one.type !== 'application/json')
  || (one.matches('iframe, video, math, animate, meta[http-equiv]') && /hostileran/i.test(one.outerHTML))
).map(one => one.outerHTML.slice(0, 120))"""
ADDRESS = ("street", "city", "region", "label")


def plant(api: ApiCaller, shop: Shop, folder: Path) -> list[str]:
    """Write every text into every text field in turn; return the pages that show them."""
    texts = payloads()
    turn = cycle(texts)

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
    newest = plant_newest(api, shop, take, customers, folder)
    return [*pages, *newest, *plant_growth(api, shop, take, customers)]


def test_nothing_hostile_runs_on_any_page(
    api: ApiCaller, shop: Shop, desk: Callable[[str], Page], tmp_path: Path
) -> None:
    pages = plant(api, shop, tmp_path)
    let_the_house_work()  # what is shown is also found, judged and told
    found = {}
    for path in pages:
        opened = desk(path)
        opened.wait_for_load_state("domcontentloaded")
        opened.mouse.move(200, 300)
        if faults := harm(opened) or ([] if opened.locator("main").count() else ["no page"]):
            found[path] = faults
    assert found == {}
    assert found_in_the_palette(desk("/")) == []


def test_a_field_that_is_not_escaped_would_be_seen(
    api: ApiCaller, desk: Callable[[str], Page], complaints: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with templates that escape nothing, what was planted stands in the page."""
    seen = 0
    texts = payloads()
    templates = engines["django"]
    assert isinstance(templates, DjangoTemplates)
    for text in texts[:: len(texts) // 20]:
        path = f"/customers/{api.post('/customers', {'name': text}).json()['id']}"
        assert harm(desk(path)) == [], text
        with monkeypatch.context() as patch:
            patch.setattr(templates.engine, "autoescape", False)
            seen += bool(harm(desk(path)))
    assert seen >= 15, "most of the kinds of payload are told from text by their elements alone"
    desk("/offline").goto("about:blank")
    complaints.clear()


def harm(page: Page) -> list[str]:
    """Return what hostile text did to a page: what ran, and what became an element of it.

    The policy keeps inline scripts from running even where a text was not escaped; as elements they are
    there all the same.
    """
    made: list[str] = page.evaluate(PLANTED)
    return [*(["ran"] if page.evaluate(f"window.{MARK}") else []), *made]


def found_in_the_palette(page: Page) -> list[str]:
    """Open the palette, look for what was planted, and return what it did."""
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [data-group=recent] [role=option]").first).to_be_attached(timeout=60_000)
    told = harm(page)
    page.keyboard.type("script")
    expect(page.locator("#palette [data-group=records] [role=option]").first).to_be_attached(timeout=60_000)
    return [*told, *harm(page)]
