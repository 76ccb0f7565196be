"""Lines become rows: what has no shape is kept as text, what fits no row is found among many."""

from typing import Any

import msgspec
import pytest

from rapport.bigdata.lake.rules.rows import read_rows

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
AT = "2026-03-01T10:00:00.000000Z"


class Part(msgspec.Struct):
    sku: str
    notes: dict[str, Any] | None = None


class Look(msgspec.Struct):
    sku: str
    more: dict[str, Any] | None = None
    parts: list[Part] | None = None


def line(number: int, **payload: object) -> bytes:
    return msgspec.json.encode({"id": str(number), "occurred_at": AT, "recorded_at": AT, "payload": payload})


def test_what_has_no_shape_is_text_and_the_other_lines_stay() -> None:
    lines = [
        line(1, sku="A"),
        line(2, sku="B", more={"size": [1, 2]}),
        line(3, sku="C", parts=[{"sku": "D", "notes": {"colour": "red"}}]),
        line(4, sku="E", unknown=5),
    ]
    rows, misfits = read_rows(b"\n".join(lines), Look)
    assert misfits == []
    assert rows["sku"].to_pylist() == ["A", "B", "C", "E"]
    assert rows["more"].to_pylist() == [None, '{"size":[1,2]}', None, None]
    assert rows["parts"].to_pylist() == [None, None, [{"sku": "D", "notes": '{"colour":"red"}'}], None]


def test_lines_at_fault_are_found_among_many() -> None:
    lines = [line(number, sku=str(number)) for number in range(500)]
    lines[0], lines[137], lines[499] = b"{", line(137, sku={}), line(499, sku="x", parts=1)
    rows, misfits = read_rows(b"\n".join(lines), Look)
    assert [one.line for one in misfits] == [lines[0], lines[137], lines[499]]
    assert rows["fact_id"].to_pylist() == [
        str(number) for number in range(500) if number not in (0, 137, 499)
    ]
    assert read_rows(b"\n".join(lines[:1]), Look)[0].num_rows == 0
