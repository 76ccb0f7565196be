"""Encodings: every file of CPython's CJK set is read as its UTF-8 twin; marks and broken bytes."""

import csv
import io
from pathlib import Path

import pytest

from rapport.customers.intake.formats.encodings import detect_encoding
from rapport.customers.intake.formats.files import detect_layout, open_table
from rapport.customers.intake.formats.streams import open_text

CJK = [
    "big5",
    "euc_jisx0213",
    "euc_jp",
    "euc_kr",
    "gb18030",
    "gb2312",
    "gbk",
    "hz",
    "iso2022_jp",
    "iso2022_kr",
    "shift_jis",
    "shift_jisx0213",
    "johab",
]


@pytest.mark.parametrize("name", CJK)
def test_cjk_encodings(data: Path, name: str) -> None:
    folder = data / "csv/cpython/cjkencodings"
    sample = (folder / f"{name}.txt").read_bytes()
    assert sample.decode(detect_encoding(sample)) == (folder / f"{name}-utf8.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["big5hkscs", "cp949"])
def test_ambiguous_files_are_read_when_the_encoding_is_named(data: Path, tmp_path: Path, name: str) -> None:
    """A few bytes of rare characters cannot be told from GB 18030: the person names the encoding."""
    folder = data / "csv/cpython/cjkencodings"
    wanted = (folder / f"{name}-utf8.txt").read_text(encoding="utf-8")
    with open_text(folder / f"{name}.txt", name) as text:
        assert text.read() == wanted


ORDERS = (
    "订单号,客户,商品,数量,单价\n"
    "1001,王小明,保温杯,2,39.90\n"
    "1002,李雷,笔记本电脑支架,1,88.00\n"
    "1003,韩梅梅,雨伞,5,25.50\n"
)
TRADITIONAL = (
    "訂單編號,客戶,商品,數量,單價\n"
    "1001,陳大文,保溫杯,2,39.90\n"
    "1002,黃小姐,電腦支架,1,88.00\n"
    "1003,張先生,雨傘,5,25.50\n"
)
JAPANESE = "注文番号,顧客,商品,数量,単価\n1001,山田太郎,コーヒーカップ,2,390\n1002,鈴木さん,かばん,1,8800\n"
WESTERN = "name,city\nJosé,Málaga\nZoë,Zürich\nFrançois,Besançon\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(
            (ORDERS, name)
            for name in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-32")
        ),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (WESTERN, "cp1252"),
        (WESTERN, "utf-16-be"),
    ],
)
def test_files_as_shops_write_them(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    table = open_table(path, detect_layout(path))
    header, *lines = list(csv.reader(io.StringIO(text)))
    assert list(table.columns) == header
    assert [row.values for row in table.rows()] == lines


def test_characters_far_from_the_start_decide(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"name,city\n" + b"Ann,York\n" * 100_000 + "王小明,北京市朝阳区\n".encode("gb18030") * 20
    )
    assert detect_layout(path).encoding == "gb18030"


def test_a_few_broken_bytes_in_utf8_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("name,city\n王小明,北京\n".encode() * 20 + b"Ann,Y\xffrk\n")
    layout = detect_layout(path)
    assert layout.encoding == "utf-8"
    assert [row.problem for row in open_table(path, layout).rows()][-1] == "broken_characters"
