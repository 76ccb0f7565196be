"""Bringing and taking out files in a real browser: every step is seen, accessible, and says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import
from rapport.customers.intake.models import Import, ImportChunk
from rapport.kernel.fields.api import Choice, define_field
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
Open = Callable[[str], Page]
FILE = (
    "Kunde,First Name,Last Name,E-mail 1 - Value,Mobile Phone,City,Country,Birthday,Skin type,Newsletter\n"
    "1001,Ann,Lee,ann@example.com,0151 23456789,Köln,Germany,1980-05-06,Dry,yes\n"
    "1002,小明,王,wang@example.cn,13800138000,上海,中国,1991/2/3,Oily,no\n"
    "1003,Bob,Ray,nowhere,,Paris,France,yesterday,wet,maybe\n"
    + "".join(f"{n},Name,No {n},n{n}@example.com,,Leeds,UK,,,\n" for n in range(1004, 1012))
)


def _file(tmp_path: Path, text: str = FILE, name: str = "kunden-2026.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_brought_seen_and_taken_back(desk: Open, shop: Shop, tmp_path: Path) -> None:
    choices = [Choice("dry", "Dry"), Choice("oily", "Oily")]
    define_field("customer", "skin_type", "Skin type", "choice", choices=choices, actor=shop.actor)
    page = desk("/imports")
    expect(page.get_by_text("Nothing was imported yet")).to_be_visible()
    look(page, "import-empty", alone=True)
    page = desk("/imports/new")
    look(page, "import-new")
    check_accessible(page)
    page.locator("input[type=file]").set_input_files(_file(tmp_path))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="kunden-2026.csv")).to_be_visible(timeout=60_000)
    expect(page.get_by_label("Skin type", exact=True)).to_have_value("field:skin_type")
    check_accessible(page)
    look(page, "import-draft", whole=True)
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_url("**/imports/*")
    run = _only(shop)
    run_import(run.id, actor=shop.actor)
    page = desk(f"/imports/{run.id}")
    expect(page.get_by_text("Rejected rows", exact=True)).to_be_visible()
    check_accessible(page)
    look(page, "import-report", whole=True)
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("Undone:")).to_be_visible(timeout=60_000)
    look(page, "import-undone", whole=True)


def test_a_bad_file_says_what_to_bring(desk: Open, tmp_path: Path) -> None:
    bad = tmp_path / "letter.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing else")
    page = desk("/imports/new")
    page.locator("input[type=file]").set_input_files(bad)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("This is a PDF file")).to_be_visible(timeout=60_000)
    check_accessible(page)
    look(page, "import-bad-file")


def test_a_long_import_shows_how_far_it_is(desk: Open, shop: Shop, tmp_path: Path) -> None:
    run = take_path(_file(tmp_path), "customers", actor=shop.actor)
    with unit_of_work(shop.actor) as work:
        Import.objects.filter(id=run.id).update(
            status="running", started_at=work.now, seconds=61, expected_rows=1_000_000
        )
        ImportChunk.objects.create(
            import_run_id=run.id, number=0, rows=420_000, accepted=418_000, rejected=2_000, at=work.now
        )
    page = desk(f"/imports/{run.id}")
    expect(page.get_by_text("420,000 rows")).to_be_visible()
    check_accessible(page)
    look(page, "import-running")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopping.")).to_be_visible(timeout=60_000)
    with as_tenant(shop.tenant_id):
        assert Import.objects.get(id=run.id).cancel_asked


def test_a_selection_and_a_narrowed_list_are_taken_out(desk: Open, shop: Shop, tmp_path: Path) -> None:
    run_import(take_path(_file(tmp_path), "customers", actor=shop.actor).id, actor=shop.actor)
    page = desk("/customers?kind=person&sort=name")
    page.locator("tbody .tick input").first.check()
    page.get_by_role("button", name="Export").click()
    page.get_by_label("Format").select_option("jsonl")
    with page.expect_download(timeout=60_000) as chosen:
        page.locator(".menu.ask:popover-open button").click()
    assert Path(chosen.value.path()).read_text(encoding="utf-8").count("\n") == 1
    page = desk("/customers?kind=company")
    page.get_by_role("button", name="More").first.click()
    with page.expect_download(timeout=60_000) as none:
        page.get_by_role("link", name="Export as CSV").click()
    assert Path(none.value.path()).read_text(encoding="utf-8").strip().count("\n") == 0


def _only(shop: Shop) -> Import:
    with as_tenant(shop.tenant_id):
        return Import.objects.get()
