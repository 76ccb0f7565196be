"""The palette in a real browser: by keyboard alone, as screen readers hear it, on a phone, in Chinese."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.desk.search.tests.test_find import index

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
Desk = Callable[[str], Page]
FITS = """async ([typed, labels]) => {
  const { fit, wordsOf } = await import("/static/ui/js/rank.js");
  return labels.map(([label, others]) => fit(typed, wordsOf(label), wordsOf(others)));
}"""


def opened(page: Page) -> Locator:
    """Open the palette by its keys, once it has everything."""
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Find or do")
    expect(palette.locator("[data-group=set] [role=option]").first).to_be_attached()
    return palette


def chosen(palette: Locator) -> Locator:
    """The option the field points at."""
    return palette.locator("[role=option][aria-selected=true]")


def test_goes_to_a_page_by_its_beginnings(desk: Desk) -> None:
    page = desk("/")
    palette = opened(page)
    field = palette.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("cust")
    expect(chosen(palette)).to_contain_text("Customers")
    assert field.get_attribute("aria-activedescendant") == chosen(palette).get_attribute("id")
    check_accessible(page, within="#palette")
    page.keyboard.press("ArrowDown")
    expect(chosen(palette)).not_to_have_text("Customers")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Customers", exact=True)).to_be_visible()


def test_finds_a_record_and_opens_it(desk: Desk, shop: Shop) -> None:
    index(shop, "Ada Lovelace")
    page = desk("/")
    page.keyboard.press("/")
    page.keyboard.type("lovel")
    palette = page.get_by_role("dialog", name="Find or do")
    expect(chosen(palette)).to_contain_text("Ada Lovelace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()


def test_opens_what_was_pressed_though_more_arrives_meanwhile(desk: Desk, shop: Shop) -> None:
    index(shop, "Ada Lovelace")
    page = desk("/")
    late: list[Route] = []

    def keep(route: Route) -> None:
        late.append(route)

    page.route("**/palette", keep)
    page.keyboard.press("Control+k")
    page.keyboard.type("lovel")
    found = page.locator("#palette [data-group=records]").get_by_role("option", name="Ada Lovelace")
    found.hover()
    page.mouse.down()
    with page.expect_response("**/palette") as answer:
        late[0].continue_()
    answer.value.finished()
    page.mouse.up()
    expect(page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()


def test_creates_from_anywhere(desk: Desk) -> None:
    page = desk("/")
    opened(page)
    page.keyboard.type("new cu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="New customer")).to_be_visible()


def test_does_what_the_page_offers(desk: Desk) -> None:
    page = desk("/customers")
    palette = opened(page)
    expect(palette.get_by_role("group", name="On this page")).to_contain_text("Import")
    page.keyboard.type("filter")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog")).to_be_visible()


def test_changes_theme_and_language_for_good(desk: Desk) -> None:
    page = desk("/")
    opened(page)
    page.keyboard.type("dark")
    with page.expect_response("**/looks"):
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.context.clear_cookies(name="theme")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    opened(page)
    page.keyboard.type("中文")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")


def test_offers_first_what_was_done_last(desk: Desk) -> None:
    page = desk("/")
    opened(page)
    page.keyboard.type("orders")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Orders", exact=True)).to_be_visible()
    palette = opened(page)
    expect(chosen(palette)).to_contain_text("Orders")


def test_is_left_by_escape_and_gives_the_keyboard_back(desk: Desk) -> None:
    page = desk("/customers")
    page.get_by_role("link", name="Find or do").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.get_by_role("link", name="Find or do")).to_be_focused()


def test_ranks_by_beginnings_of_words(desk: Desk) -> None:
    page = desk("/")

    def fits(typed: str, *labels: str) -> list[int]:
        found: list[int] = page.evaluate(FITS, [typed, [[label, ""] for label in labels]])
        return found

    assert min(fits("nc", "New customer")) >= 0
    assert min(fits("newcus", "New customer")) >= 0
    assert min(fits("cust new", "New customer")) >= 0
    assert fits("ustomer", "New customer") == [-1]
    assert min(fits("新客", "新建客户")) >= 0
    assert fits("户客", "新建客户") == [-1]
    whole, part = fits("order", "Orders", "New order")
    assert whole > part >= 0
    assert fits(f"{'a' * 58}b", *["aaaa " * 30] * 3) == [-1, -1, -1]
    assert min(fits("cafe", "Café")) >= 0
    near, other = page.evaluate(FITS, ["orders", [["Orders", ""], ["Sales", "Orders"]]])
    assert near > other >= 0


def test_is_seen_on_desk_and_phone(desk: Desk, shop: Shop) -> None:
    index(shop, "Ada Lovelace")
    page = desk("/customers")
    look(page, "shell-customers")
    for width, height, name in ((1360, 900, "desk"), (390, 844, "phone")):
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            palette = opened(page)
            page.screenshot(path=f"build/screens/palette-{name}-{theme}.png")
            page.keyboard.type("ada")
            expect(palette.locator("[data-group=records]")).to_be_visible()
            page.screenshot(path=f"build/screens/palette-found-{name}-{theme}.png")
            check_accessible(page, within="#palette")
            page.keyboard.press("Escape")
            expect(palette).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= 390")


def test_without_scripts_there_is_the_search_page(desk: Desk, shop: Shop) -> None:
    index(shop, "Ada Lovelace")
    page = desk("/search")
    check_accessible(page)
    page.get_by_role("searchbox", name="Search everything").fill("ada")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ada Lovelace")).to_be_visible()


def test_creates_by_a_key(desk: Desk) -> None:
    page = desk("/orders")
    page.keyboard.press("c")
    palette = page.get_by_role("dialog", name="Find or do")
    expect(chosen(palette)).to_contain_text("New customer")
    expect(palette.get_by_role("group")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="New customer")).to_be_visible()


def test_tells_the_keys_and_parts_of_the_page(desk: Desk) -> None:
    page = desk("/customers")
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys and help")
    expect(help_.locator("[data-keys-here]")).to_contain_text("New customer")
    check_accessible(page, within="#dialog")
    page.screenshot(path="build/screens/help-desk.png")


def test_takes_back_the_last_action_from_another_page(desk: Desk, shop: Shop) -> None:
    page = desk(index(shop, "Ada Lovelace"))
    page.get_by_placeholder("Write a note").fill("Call her on Friday")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".entry").first).to_contain_text("Call her on Friday")
    here = page.url
    page.goto(here.partition("/customers")[0] + "/orders")
    palette = opened(page)
    expect(palette.get_by_role("group", name="On this page")).to_contain_text("Undo: Noted")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    with page.expect_response("**/remove") as answer:
        page.keyboard.press("Control+z")
    assert answer.value.ok
    palette = opened(page)
    expect(palette.get_by_role("group", name="On this page")).not_to_contain_text("Undo: Noted")
    page.goto(here)
    expect(page.get_by_text("Call her on Friday")).to_have_count(0)


def test_a_key_counts_as_soon_as_the_palette_has_closed(desk: Desk) -> None:
    page = desk("/customers")
    palette = opened(page)
    expect(palette.get_by_role("combobox")).to_be_focused()
    page.evaluate("""() => {  // in one task: no frame has taken the keyboard from the field yet
      document.getElementById("palette").close();
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
    }""")
    expect(page.get_by_role("dialog", name="Keys and help")).to_be_visible()
