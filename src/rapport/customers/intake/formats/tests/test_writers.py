"""Writers: no cell becomes a formula, and what goes out comes back."""

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rapport.customers.intake.formats.cells import PHONE, bare_cell, safe_cell
from rapport.customers.intake.formats.files import detect_layout, open_table
from rapport.customers.intake.formats.vcard_writer import card_text
from rapport.customers.intake.formats.writers import WRITERS, write_csv, write_excel

CELLS = st.one_of(
    st.text(), st.sampled_from("=+-@\t\r＝").flatmap(lambda first: st.text().map(lambda rest: first + rest))
)


@given(CELLS)
def test_no_text_cell_starts_as_a_formula(text: str) -> None:
    out = io.BytesIO()
    write_csv([{"a": text, "b": "x"}], ["a", "b"], out)
    ((_, _), (cell, _)) = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or PHONE.match(cell)


@given(st.text().filter(lambda text: "\0" not in text and not text.startswith("'")))
def test_safe_cells_come_back(text: str) -> None:
    assert bare_cell(safe_cell(text)) == text


def test_phones_and_typed_numbers_stay() -> None:
    out = io.BytesIO()
    write_csv(
        [{"phone": "+8613800138000", "sum": Decimal("-5.20"), "bad": "+1+cmd|x"}],
        ["phone", "sum", "bad"],
        out,
    )
    assert out.getvalue().decode("utf-8-sig").splitlines()[1] == "+8613800138000,-5.20,'+1+cmd|x"


RECORDS = [
    {
        "Full name": "王小明",
        "E-mail": "wang@example.cn",
        "Phone (mobile)": "+8613800138000",
        "Note": "一;二,三\n四",
    },
    {"Full name": "=HYPERLINK(1)", "E-mail": "a@example.com", "Phone (mobile)": "", "Note": "<b>x</b>"},
]


def test_everything_round_trips(tmp_path: Path) -> None:
    columns = list(RECORDS[0])
    for name, write in WRITERS.items():
        path = tmp_path / name
        with path.open("wb") as out:
            assert write(RECORDS, columns, out) == 2
        table = open_table(path, detect_layout(path))
        back = [
            {key: bare_cell(value) for key, value in zip(table.columns, row.values, strict=True)}
            for row in table.rows()
        ]
        assert [{key: row.get(key, "") for key in columns} for row in back] == RECORDS, name


def test_excel_cells_are_texts_never_formulas(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as out:
        write_excel([{"a": "=1+1", "b": "http://x", "c": 5}], ["a", "b", "c"], out)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>5</v>" in sheet


def test_cards_are_escaped_and_folded() -> None:
    card = card_text({"Full name": "Ann\r\nEND:VCARD", "Note": "长" * 100})
    assert card.count("\r\nEND:VCARD\r\n") == 1
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
