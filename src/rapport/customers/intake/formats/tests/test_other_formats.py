"""Excel, vCard, JSON lines and XML: every field lands; bombs and broken files are refused."""

import datetime
import gzip
import io
import json
import lzma
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from rapport.customers.intake.formats.files import detect_layout, open_table, read_preview
from rapport.kernel.doors.api import Refused
from rapport.kernel.errors import Invalid


def rows_of(path: Path) -> list[dict[str, str]]:
    table = open_table(path, detect_layout(path))
    return [
        {column: value for column, value in zip(table.columns, row.values, strict=True) if value}
        for row in table.rows()
    ]


def workbook(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(
        path, {"default_date_format": "yyyy-mm-dd hh:mm", "remove_timezone": True}
    ) as book:
        sheet = book.add_worksheet("Orders")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def test_excel_cells_become_plain_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["Name", "Qty", "Price", "At", "Ok"],
            ["王", 3, 2.5, datetime.datetime(2024, 5, 6, 7, 8, tzinfo=datetime.UTC), True],
            ["x", 17850.0],
        ],
    )
    assert detect_layout(path).sheets == ("Orders",)
    assert rows_of(path) == [
        {"Name": "王", "Qty": "3", "Price": "2.5", "At": "2024-05-06 07:08:00", "Ok": "true"},
        {"Name": "x", "Qty": "17850"},
    ]


def test_excel_row_numbers_are_the_sheets_own(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[], [], ["Name"], ["Ann"], [], ["Bob"]])
    _, rows = read_preview(path, detect_layout(path))
    assert [(row.number, row.values) for row in rows] == [(4, ["Ann"]), (6, ["Bob"])]


def test_sheets_spread_over_everything_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")
    with pytest.raises(Refused) as refusal:
        detect_layout(path)
    assert refusal.value.code == "excel_too_large"


def test_workbook_bombs_and_broken_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(80_000_000))
    with pytest.raises(Refused):
        detect_layout(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not a workbook")
    with pytest.raises(Refused):
        detect_layout(path)


VCARDS = "contacts/ez-vcard/src/test/resources/ezvcard/io/text"


def test_every_vcard_lands(data: Path) -> None:
    files = sorted((data / VCARDS).glob("*.vcf"))
    assert len(files) == 17
    for path in files:
        assert detect_layout(path).format == "vcard", path.name
        for row in open_table(path, detect_layout(path)).rows():
            assert not row.problem, path.name


def test_every_property_of_every_card_lands(data: Path) -> None:
    """Counted against the raw lines: a property with a value must be found in some column."""
    for path in sorted((data / VCARDS).glob("*.vcf")):
        landed = json.dumps(rows_of(path), ensure_ascii=False).lower()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if (
                name.split(";")[0].upper().rsplit(".", 1)[-1] in {"TEL", "EMAIL"}
                and value.strip()
                and "=" not in value
            ):
                assert value.strip().removeprefix("tel:").split(";")[0].lower() in landed, (path.name, line)


def test_a_full_card(data: Path) -> None:
    (card,) = rows_of(data / VCARDS / "gmail-single2.vcf")
    assert card["Given name"] == "VCard"
    assert card["Phone (mobile)"] == "5555551115"
    assert card["Phone (fax home)"] == "5555551117"
    assert card["E-mail (customemailcategory)"] == "customcategory@example.com"
    assert card["Address (work) street"] == "113 Main St"
    assert card["QQ"] == "IM6"
    assert card["Birthday"] == "1912-06-23"


def test_quoted_printable_and_two_one(data: Path) -> None:
    cards = rows_of(data / VCARDS / "John_Doe_ANDROID.vcf")
    assert any("Ñ" in value for card in cards for value in card.values())
    (outlook,) = rows_of(data / VCARDS / "outlook-2007.vcf")
    assert outlook["Note"].startswith("This is the NOTE field\t\nI assume")
    assert outlook["KEY"].startswith("MIIB/jCCAWug")


def test_broken_cards_do_not_stop_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_text("BEGIN:VCARD\nX:1\nEND:VCARD\nBEGIN:VCARD\nFN:Ann\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\n")
    assert [row.problem for row in open_table(path, detect_layout(path)).rows()] == [
        "card_empty",
        "",
        "card_not_ended",
    ]


def test_json_lines_nested_and_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"name": "王", "address": {"city": "北京"}, "tags": ["a", "b"], "n": 1.10}\n\n{broken\n[1]\n'
        + '{"phones": [{"k": 1}, {"k": 2}]}\n'
        + '{"a":' * 5_000
        + "\n"
    )
    table = open_table(path, detect_layout(path))
    rows = list(table.rows())
    assert table.columns == ("name", "address.city", "tags", "n", "phones 1.k", "phones 2.k")
    assert rows[0].values[:4] == ["王", "北京", "a; b", "1.10"]
    assert [(row.number, row.problem) for row in rows] == [
        (1, ""),
        (3, "json_malformed"),
        (4, "json_not_object"),
        (5, ""),
        (6, "json_malformed"),
    ]


def test_json_arrays_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"n": number, "t": "x" * 100} for number in range(2_000)], indent=1))
    assert [row["n"] for row in rows_of(path)] == [str(number) for number in range(2_000)]


def test_xml_records_at_both_depths(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    one = (
        '<customer id="{0}"><name>N{0}</name><phone>1</phone><phone>2</phone>'
        "<address><city>C</city></address></customer>"
    )
    body = "".join(one.format(number) for number in range(5))
    for document in (f"<customers>{body}</customers>", f"<export><customers>{body}</customers></export>"):
        path.write_text(document)
        rows = rows_of(path)
        assert len(rows) == 5
        assert rows[3] == {"id": "3", "name": "N3", "phone": "1", "phone 2": "2", "address.city": "C"}


def test_xml_attacks_are_refused(data: Path) -> None:
    for path in (data / "xml_attacks/defusedxml/xmltestdata").glob("*.xml"):
        if "simple" in path.name:
            continue
        with pytest.raises(Refused):
            list(open_table(path, detect_layout(path)).rows())


def test_packed_files_are_read(tmp_path: Path) -> None:
    body = b"name,city\nAnn,York\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", body)
    for pack in (gzip.compress(body), lzma.compress(body), packed.getvalue()):
        path = tmp_path / "a"
        path.write_bytes(pack)
        assert rows_of(path) == [{"name": "Ann", "city": "York"}]


def test_foreign_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(Invalid, match="PDF"):
        detect_layout(path)
