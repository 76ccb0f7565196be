"""Work on the list of customers in a real browser: selected, changed by the hundred, edited, kept."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser import SCREENS, SIZES, check_accessible
from tests.house import Shop

from rapport.customers.party.models import Party, PartyTag
from rapport.customers.party.tests.crowds import enter_crowd
from rapport.kernel.bulk.models import BulkRun
from rapport.kernel.bulk.operations import do_run, undo_parts
from rapport.kernel.jobs.api import Progress
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]
LONG = 60_000
# Pictures and axe leave empty style attributes behind, which htmx would copy against the policy.
UNSTYLE = "document.querySelectorAll('[style=\"\"]').forEach(one => one.removeAttribute('style'))"


def keep(page: Page, name: str) -> None:
    """Find no fault with the page in this state, and keep its picture on a desk and on a phone."""
    check_accessible(page)
    SCREENS.mkdir(parents=True, exist_ok=True)
    for size, theme in (("phone", "dark"), ("desk", "light")):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
        page.screenshot(path=SCREENS / f"work-{name}-{size}.png", animations="disabled", timeout=LONG)
        page.evaluate(UNSTYLE)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, size)


def only_run(shop: Shop) -> UUID:
    """Return the one run there is."""
    with as_tenant(shop.tenant_id):
        return BulkRun.objects.get().id


def tagged(shop: Shop, tag: str) -> int:
    """Count who carries a tag."""
    with as_tenant(shop.tenant_id):
        return PartyTag.objects.filter(tag__key=tag).count()


def test_rows_are_selected_by_mouse_and_keyboard(desk: Desk, shop: Shop) -> None:
    enter_crowd(shop)
    page = desk("/customers?sort=name")
    ticks, count = page.locator("tbody .tick input"), page.locator("[data-count]")
    ticks.nth(1).click()
    ticks.nth(4).click(modifiers=["Shift"])
    expect(count).to_have_text("4")
    for keys, chosen in (("j x", 5), ("ArrowDown Space", 6), ("k x", 5), ("j j Shift+ArrowDown", 7)):
        for key in keys.split():
            page.keyboard.press(key)
        expect(count).to_have_text(str(chosen))
    keep(page, "selected")
    page.keyboard.press("Escape")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    head = page.locator("[data-select-all]")
    head.check()
    expect(count).to_have_text("50")
    page.get_by_role("button", name="that match").click()
    expect(count).to_have_text("130")
    page.locator("tr.more a").scroll_into_view_if_needed()
    checked = page.locator("tbody .tick input:checked")
    expect(checked).to_have_count(100, timeout=LONG)
    expect(count).to_have_text("130")
    ticks.nth(0).click()
    expect(count).to_have_text("99")
    expect(page.get_by_role("button", name="that match")).to_be_visible()
    assert page.locator("[data-all]").input_value() == ""


def test_hundreds_are_tagged_watched_and_taken_back(desk: Desk, shop: Shop) -> None:
    enter_crowd(shop, 230)
    page = desk("/customers?sort=name")
    page.locator("[data-select-all]").check()
    page.get_by_role("button", name="that match").click()
    page.locator("[data-bulk]").get_by_role("button", name="Add tag").first.click()
    box = page.locator("#ask-customers-tag input")
    expect(box).to_be_focused()
    keep(page, "asked")
    box.fill("spring")
    box.press("Enter")
    page.wait_for_url("**/lists/runs/**", timeout=LONG)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    keep(page, "run-waiting")
    run = only_run(shop)
    do_run(run, actor=shop.actor, progress=Progress())
    expect(page.get_by_text("230 of 230")).to_be_visible(timeout=LONG)
    assert tagged(shop, "spring") == 230
    keep(page, "run-done")
    page.get_by_role("button", name="Take all of it back").click()
    expect(page.get_by_text("Taking back")).to_be_visible(timeout=LONG)
    undo_parts(run, actor=shop.actor, progress=Progress())
    expect(page.get_by_text("Taken back")).to_be_visible(timeout=LONG)
    assert tagged(shop, "spring") == 0
    keep(page, "run-undone")
    page.locator("#run").get_by_role("link", name="Customers").click()
    expect(page.locator("#list-customers")).to_be_visible(timeout=LONG)


def test_one_is_changed_where_the_list_stands_and_z_takes_it_back(desk: Desk, shop: Shop) -> None:
    enter_crowd(shop, 20)
    page = desk("/customers?sort=name&stage=customer")
    page.locator("tbody .tick input").nth(0).click()
    page.locator("[data-bulk]").get_by_role("button", name="Country").first.click()
    page.locator("#ask-customers-country input").fill("FR")
    page.locator("#ask-customers-country input").press("Enter")
    expect(page.locator(".toast")).to_contain_text("1 changed", timeout=LONG)
    assert page.url.endswith("/customers?sort=name&stage=customer")
    expect(page.locator("tbody").get_by_text("France")).to_have_count(1)
    page.keyboard.press("z")
    expect(page.locator(".toast")).to_contain_text("Taken back", timeout=LONG)
    with as_tenant(shop.tenant_id):
        assert not Party.objects.filter(country="FR").exists()


def test_a_view_is_kept_pinned_updated_renamed_and_removed(desk: Desk, shop: Shop) -> None:
    enter_crowd(shop)
    page = desk("/customers?sort=-spent&stage=customer")
    opener, dialog, toast = (
        page.locator("#views-customers-open"),
        page.locator("#dialog"),
        page.locator(".toast"),
    )
    opener.click()
    page.get_by_role("button", name="Keep this view").click()
    dialog.get_by_label("Name").fill("Best buyers 最佳客户 of the whole wide world and beyond it")
    keep(page, "view-kept")
    dialog.get_by_label("Name").press("Enter")
    page.wait_for_url("**view=**", timeout=LONG)
    expect(toast).to_contain_text("View kept")
    opener.click()
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(page.locator("nav.pinned a")).to_have_count(1, timeout=LONG)
    page.get_by_role("link", name="City", exact=True).click()
    expect(opener.locator(".dot")).to_be_visible(timeout=LONG)
    in_one_line(page.locator(".list-search"), opener)
    opener.click()
    keep(page, "views")
    page.get_by_role("button", name="Update this view").click()
    expect(toast).to_contain_text("View updated", timeout=LONG)
    expect(opener.locator(".dot")).to_have_count(0)
    opener.click()
    page.get_by_role("button", name="Rename or share").click()
    dialog.get_by_label("Name").fill("Towns")
    dialog.get_by_role("button", name="Save").click()
    expect(opener).to_contain_text("Towns", timeout=LONG)
    opener.click()
    page.locator("#views-customers").get_by_role("button", name="Remove").click()
    expect(toast).to_contain_text("View removed", timeout=LONG)
    toast.locator(".undo").click()
    expect(opener).to_contain_text("Towns", timeout=LONG)


def test_columns_are_chosen_by_keyboard(desk: Desk, shop: Shop) -> None:
    enter_crowd(shop, 20)
    page = desk("/customers?sort=name")
    page.get_by_role("button", name="Columns").focus()
    page.keyboard.press("Enter")
    menu = page.locator("#columns-customers")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("checkbox", name="Name")).to_be_focused()
    page.keyboard.press("Space")
    city = menu.get_by_role("checkbox", name="City")
    city.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(city).to_be_focused()
    keep(page, "columns")
    page.keyboard.press("Enter")
    expect(page.locator('th[data-column="name"]')).to_have_count(0, timeout=LONG)
    expect(menu).to_be_hidden()
    order = page.locator("thead th[data-column]").evaluate_all(
        "heads => heads.map(one => one.dataset.column)"
    )
    assert order[:4] == ["email", "city", "stage", "tags"]


def test_cells_are_edited_by_keyboard(desk: Desk, shop: Shop) -> None:
    enter_crowd(shop, 20)
    page = desk("/customers?sort=name")
    row = page.locator("tbody tr[data-id]").nth(2)
    editor = row.locator("td.editing :is(input[name=value], select)")
    for _step in range(3):
        page.keyboard.press("j")
    expect(row).to_be_focused()
    page.keyboard.press("F2")
    expect(editor).to_be_focused(timeout=LONG)
    keep(page, "editing")
    expect(editor).to_be_focused()
    page.keyboard.press("Escape")
    closed(row)
    page.keyboard.press("F2")
    expect(editor).to_be_focused(timeout=LONG)
    page.keyboard.press("Tab")
    expect(row.get_by_label("City")).to_be_focused(timeout=LONG)
    page.keyboard.press("Control+a")
    page.keyboard.type("Bath")
    page.keyboard.press("Tab")
    expect(row.get_by_text("Bath")).to_be_visible(timeout=LONG)
    expect(row.get_by_label("Country")).to_be_focused(timeout=LONG)
    row.get_by_label("Country").select_option("FR")
    expect(row.get_by_text("France")).to_be_visible(timeout=LONG)
    closed(row)


def in_one_line(*tools: Locator) -> None:
    """The tools stand beside each other, not below."""
    boxes = [box for one in tools if (box := one.bounding_box())]
    assert len(boxes) == len(tools)
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 8


def closed(row: Locator) -> None:
    """The row has no open cell and the keyboard again."""
    expect(row.locator("td.editing")).to_have_count(0, timeout=LONG)
    expect(row).to_be_focused()


def test_a_filtered_list_keeps_its_tools_together(desk: Desk, shop: Shop) -> None:
    enter_crowd(shop, 20)
    page = desk("/customers?filter=country:is:GB&stage=customer")
    in_one_line(page.locator(".list-search"), page.locator("#columns-customers-open"))
    keep(page, "filtered")
    page.keyboard.press("f")
    expect(page.locator("#dialog").get_by_role("heading", name="Filter")).to_be_visible(timeout=LONG)
    keep(page, "builder")
