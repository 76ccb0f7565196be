"""Rows parted by the block are those read line by line, wherever a block happens to end."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.customers.intake.formats import csv_blocks
from rapport.customers.intake.formats.csv_blocks import Lot, Parting
from rapport.customers.intake.formats.csv_plain import plain_columns
from rapport.customers.intake.formats.csv_reader import CsvTable
from rapport.customers.intake.formats.table import Layout, Row
from rapport.kernel.errors import Invalid

LAYOUTS = (
    Layout("csv"),
    Layout("csv", header=False),
    Layout("csv", quote=""),
    Layout("csv", escape="\\"),
    Layout("csv", delimiter="\t", space_after_delimiter=True),
)
PLAIN_LINES = st.sampled_from(["a,b", "1,2", "李,x y", "Ann,", ",", " , ", "a\tb", "'=1,2"])
ODD_LINES = st.sampled_from(
    ['"a,b",c', '"a""b",c', 'a"b,c', '"open,1', '"a\nb",c', '"a"b,c', '"a\\"b",c', "a\\,b,c", "a,b,c", "a,b,"]
)
ODDER_LINES = st.sampled_from(
    ["x", "", " ", "a\0,b", "sep=;", "Sep=,", "\udcff,broken", "a\x0b,b\x85c", "a,  b", "a\r,b"]
)
TEXTS = st.tuples(
    st.lists(st.one_of(PLAIN_LINES, PLAIN_LINES, PLAIN_LINES, ODD_LINES, ODDER_LINES), max_size=14),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)


def _write(path: Path, lines: list[str], end: str, *, ended: bool) -> None:
    text = end.join(["name,email", *lines]) + (end if ended else "")
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _rows(path: Path, layout: Layout, parting: Parting | None) -> list[Row] | str:
    rows: list[Row] = []
    try:
        for piece in CsvTable(path, layout).pieces(parting):
            if isinstance(piece, Row):
                rows.append(piece)
            else:
                texts = enumerate(piece.columns.iter_rows(), start=piece.number)
                rows += [Row(number, list(values)) for number, values in texts]
    except Invalid as refusal:
        return str(refusal.code)
    return rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.sampled_from(LAYOUTS), TEXTS, st.sampled_from([3, 8, 21, 64, csv_blocks.BLOCK]))
def test_both_ways_read_the_same(
    tmp_path: Path, layout: Layout, written: tuple[list[str], str, bool], block: int
) -> None:
    lines, end, ended = written
    path = tmp_path / "a.csv"
    _write(path, lines, end, ended=ended)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_blocks, "BLOCK", block)
        together = _rows(path, layout, plain_columns)
    assert together == _rows(path, layout, None)


@pytest.mark.parametrize("cell", ["x", '"x"'])
def test_plain_rows_come_together(tmp_path: Path, cell: str) -> None:
    """What is plain is not read line by line, quoted or not; a row that is not costs its block alone."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + f"{cell},2\n" * 200_000 + "1,2,3\n" + f"{cell},2\n" * 50)
    pieces = list(CsvTable(path, Layout("csv")).pieces(plain_columns))
    lots = [piece for piece in pieces if isinstance(piece, Lot)]
    assert sum(lot.columns.height for lot in lots) > 130_000
    assert [piece.problem for piece in pieces if isinstance(piece, Row) and piece.problem] == [
        "too_many_values"
    ]
    first, others = lots[0].parted(7)
    assert (first.columns.height, others.number) == (7, lots[0].number + 7)
    assert first.characters + others.characters == lots[0].characters
