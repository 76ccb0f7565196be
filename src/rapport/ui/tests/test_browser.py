"""The parts in a real browser: keyboard, editing in place, toasts, dialogs, charts; seen and accessible."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.browser import check_accessible, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
FACES = [f"/style/list?face={one}" for one in ("board", "calendar", "places")]
Go = Callable[[str], Page]


@pytest.fixture
def go(page: Page, live_server: LiveServer, settings: Settings) -> Go:
    """Open an address of the style page."""
    settings.DEBUG = True

    def open_at(path: str) -> Page:
        page.goto(live_server.url + path)
        return page

    return open_at


@pytest.mark.parametrize("path", ["/style", "/style/list", *FACES, "/style/form", "/style/entrance"])
def test_every_part_is_seen_and_accessible(go: Go, path: str) -> None:
    page = go(path)
    check_accessible(page)
    look(page, re.sub(r"\W+", "-", path.strip("/")), whole=path == "/style", tablet=True, alone=True)


def test_dark_is_accessible_too(go: Go) -> None:
    page = go("/style")
    page.emulate_media(color_scheme="dark")
    page.reload()
    check_accessible(page)


class TestList:
    def test_is_walked_and_selected_by_keyboard(self, go: Go) -> None:
        page = go("/style/list")
        for key in ("j", "j", "x", "k", "x"):
            page.keyboard.press(key)
        expect(page.locator("[data-count]")).to_have_text("2")
        page.keyboard.press("Escape")
        expect(page.locator("[data-bulk]")).to_be_hidden()

    def test_filters_sorts_and_goes_back(self, go: Go) -> None:
        page = go("/style/list")
        page.get_by_role("button", name="Stage").click()
        page.keyboard.press("ArrowDown")  # before its lines are there, or after
        expect(page.get_by_role("link", name="Active")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Remove Stage: Active")).to_be_visible()
        assert "stage=active" in page.url
        page.get_by_role("link", name="Orders").click()
        expect(page.locator("th[aria-sort=descending]")).to_have_text("Orders")
        page.go_back()
        expect(page.locator("th[aria-sort]")).to_have_text("Name")
        expect(page.locator("nav.rail")).to_have_count(1)

    def test_searches_while_typing_and_keeps_the_caret(self, go: Go) -> None:
        page = go("/style/list")
        page.keyboard.press("/")
        page.keyboard.type("nothing", delay=120)  # answers arrive while the next letters are typed
        expect(page.get_by_text("Nothing matches")).to_be_visible()
        expect(page.get_by_role("searchbox")).to_be_focused()
        assert "q=nothing" in page.url

    def test_scrolls_on(self, go: Go) -> None:
        page = go("/style/list")
        expect(page.locator("tbody tr[data-id]")).to_have_count(30)
        page.keyboard.press("j")
        page.locator(".list-scroll").evaluate("element => element.scrollTo(0, element.scrollHeight)")
        expect(page.locator("tbody tr[data-id]")).to_have_count(60)
        expect(page.locator("tbody tr[data-id]").first).to_be_focused()  # rows that came take no keyboard

    def test_edits_a_cell_with_e(self, go: Go) -> None:
        page = go("/style/list")
        page.keyboard.press("j")
        page.keyboard.press("e")
        expect(page.locator("td.editing input").first).to_be_focused()
        page.keyboard.type("new@example.com")
        page.keyboard.press("Enter")
        expect(page.locator("tbody tr").first).to_contain_text("new@example.com")
        expect(page.locator("tbody tr").first).to_be_focused()
        page.locator("td[data-edit]").nth(1).dblclick()
        expect(page.locator("td.editing input").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("td.editing")).to_have_count(0)


class TestEditingInPlace:
    def test_saves_tells_and_takes_back(self, go: Go) -> None:
        page = go("/style")
        page.get_by_role("button", name="Edit E-mail").click()
        expect(page.locator("#fact-email input")).to_be_focused()
        page.keyboard.type("grace@example.com")
        page.keyboard.press("Enter")
        expect(page.locator("#fact-email")).to_contain_text("grace@example.com")
        expect(page.locator(".toast")).to_contain_text("Saved")
        page.keyboard.press("z")
        expect(page.locator(".toast")).to_contain_text("Taken back")

    def test_escape_leaves_the_value(self, go: Go) -> None:
        page = go("/style")
        page.get_by_role("button", name="Edit E-mail").click()
        expect(page.locator("#fact-email input")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#fact-email")).to_contain_text("ada@example.com")


def test_a_dialog_refuses_then_accepts(go: Go) -> None:
    page = go("/style")
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="New customer")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".field.wrong")).to_have_count(3)
    check_accessible(page, within="#dialog")
    dialog.get_by_label("Name").fill("Ada")
    dialog.get_by_label("E-mail").first.fill("ada@example.com")
    dialog.get_by_label("Telephone").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".toast")).to_contain_text("Saved")


def test_a_chart_wakes_at_a_touch(go: Go) -> None:
    page = go("/style")
    chart = page.locator("ui-chart").first
    expect(chart.locator("svg:visible")).to_have_count(1)
    if chart.get_attribute("data-bundle") is None:
        pytest.skip("The chart bundle is not built: `python -m rapport.ui.build`.")
    chart.hover()
    expect(chart).to_have_attribute("data-live", "yes")
    expect(chart.locator("svg:visible")).to_have_count(1)


def test_a_chart_is_saved_as_it_is_seen(desk: Go, settings: Settings) -> None:
    settings.DEBUG = True
    page = desk("/style")
    with page.expect_navigation():
        page.locator("#language-menu button[value=zh-hans]").evaluate("button => button.click()")
    figure = page.locator("figure.chart").first
    with page.expect_download() as saved:
        figure.get_by_role("button", name="SVG").click()
    drawn = saved.value.path().read_text()
    assert "1月" in drawn
    assert "#4355c4" in drawn
    assert "#a0000" not in drawn


def test_the_theme_switch_is_remembered(go: Go) -> None:
    page = go("/style")
    switch = page.get_by_role("button", name="Theme")
    switch.click()
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_phone_has_its_navigation_in_a_drawer(go: Go) -> None:
    page = go("/style")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#side")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
