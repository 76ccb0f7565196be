"""A shop moves in: its order file goes in by the browser, customers come alive, and all can be undone."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.house import Shop
from tests.scenarios.at_work import let_the_house_work, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_waits")]

HEADER = "Rechnung;InvoiceDate;Customer ID;客户姓名;Email;StockCode;Description;Quantity;Price;Country"
LINES = (
    "1001;2026-03-01 10:00;17850.0;Ada Lovelace;ada@example.com;TEA-1;Dragon Well;2;12,50;DE",
    "1001;2026-03-01 10:00;17850.0;Ada Lovelace;ada@example.com;CUP-1;<b>Cup</b>;1;=9,00;DE",
    "1002;2026-04-02 11:30;17850.0;Ada Lovelace;ada@example.com;TEA-1;Dragon Well;10;12,50;DE",
    "1003;2026-05-05 09:15;17999.0;王小明;wang@example.com;CUP-1;Cup;1;9,00;CN",
    "1004;2026-05-06 09:15;;;;CUP-1;Cup;4;9,00;DE",
    "C1005;2026-05-07 16:00;17999.0;王小明;wang@example.com;CUP-1;Cup;-1;9,00;CN",
    "1006;2026-06-01 08:00;18001.0;A. Lovelace;a.lovelace@example.com;TEA-1;Dragon Well;1;12,50;DE",
    "1007;not a day;17850.0;Ada Lovelace;ada@example.com;TEA-1;Dragon Well;1;12,50;DE",
)


@pytest.fixture
def order_file(tmp_path: Path) -> Path:
    """A file as a shop would hand it over: semicolons, decimal commas, two languages, some rows wrong."""
    path = tmp_path / "orders.csv"
    path.write_text("\n".join((HEADER, *LINES)), "utf-8")
    return path


def test_a_shop_moves_in(page: Page, live_server: LiveServer, shop: Shop, order_file: Path) -> None:
    sign_in(page, live_server, shop)
    bring_the_file(page, live_server, order_file)
    find_the_best_customer(page, live_server)
    merge_the_double_and_part_it_again(page)
    take_the_list_home(page, live_server)
    take_it_all_back(page, live_server)


def bring_the_file(page: Page, server: LiveServer, order_file: Path) -> None:
    """File in, columns seen, preview seen, imported, rejected rows downloaded."""
    page.goto(f"{server.url}/imports/new")
    page.get_by_label("Orders").check()
    page.locator('input[type="file"]').set_input_files(order_file)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("StockCode")).to_have_value("sku")
    expect(page.get_by_label("客户姓名")).to_have_value("customer_name")
    page.get_by_label("Rechnung").select_option("invoice")
    page.get_by_role("button", name="Update the preview").click()
    expect(page.get_by_role("cell", name="Dragon Well").first).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    let_the_house_work()
    expect(page.get_by_role("heading", name="Rejected rows")).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all rejected rows").click()
    rejected = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert [(row["row"], row["field"]) for row in rejected] == [("3", "price"), ("9", "at")]


def find_the_best_customer(page: Page, server: LiveServer) -> None:
    """Search the list, open the page, see the worth, and see what markup in a file became: text."""
    page.goto(f"{server.url}/customers")
    page.get_by_placeholder("Name, e-mail or phone").fill("lovel")
    page.get_by_role("link", name="Ada Lovelace").click()
    expect(page.get_by_text("€150.00").first).to_be_visible()
    expect(page.get_by_text("1002").first).to_be_visible()


def merge_the_double_and_part_it_again(page: Page) -> None:
    """“A. Lovelace” is Ada: one customer with all orders; parted, each has what was theirs."""
    here = page.url
    page.get_by_role("link", name="Merge with another").first.click()
    page.get_by_placeholder("Name, e-mail or number").fill("lovelace")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("listitem").filter(has_text="A. Lovelace").get_by_role("link", name="Compare").click()
    page.get_by_role("button", name="Merge", exact=True).click()
    let_the_house_work()
    page.goto(here)
    expect(page.get_by_text("€162.50").first).to_be_visible()
    expect(page.get_by_text("a.lovelace@example.com").first).to_be_visible()
    page.get_by_role("button", name="Part again").click()
    let_the_house_work()
    page.goto(here)
    expect(page.get_by_text("€150.00").first).to_be_visible()
    expect(page.get_by_text("a.lovelace@example.com")).to_have_count(0)


def take_the_list_home(page: Page, server: LiveServer) -> None:
    """The list as a file of comma-separated values, with everybody in it."""
    page.goto(f"{server.url}/customers")
    with page.expect_download() as download:
        page.locator('a[href^="/exports/customers.csv"]').evaluate("link => link.click()")
    exported = Path(download.value.path()).read_text("utf-8-sig")
    assert all(name in exported for name in ("Ada Lovelace", "A. Lovelace", "王小明"))


def take_it_all_back(page: Page, server: LiveServer) -> None:
    """Undo the import: what it brought is gone, but for those two whom somebody has worked on since."""
    page.goto(f"{server.url}/imports")
    page.get_by_role("link", name="orders.csv").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("Undone:")).to_be_visible()
    page.goto(f"{server.url}/customers")
    expect(page.get_by_role("link", name="Ada Lovelace")).to_have_count(1)
    expect(page.get_by_role("link", name="王小明")).to_have_count(0)
