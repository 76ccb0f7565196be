"""Arrow streams come in measured: what unpacks to too much is refused before it is unpacked."""

import struct
from typing import Any

import pyarrow as pa
import pytest

from rapport.kernel.doors.api import Refused, read_arrow

ROWS = {"event": ["page", "cart"], "price": [None, 3], "tags": [["a"], []]}


def stream(table: pa.Table, compression: str | None = None) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def read(body: bytes, *, most_rows: int = 100, most_bytes: int = 10_000) -> list[dict[str, Any]]:
    return [row for rows in read_arrow(body, most_rows=most_rows, most_bytes=most_bytes) for row in rows]


@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_reads_rows(compression: str | None) -> None:
    table = pa.table(ROWS)
    assert read(stream(table, compression)) == table.to_pylist()


@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_what_unpacks_to_too_much_is_refused(compression: str | None) -> None:
    body = stream(pa.table({"text": ["x" * 1_000_000]}), compression)
    with pytest.raises(Refused) as refused:
        read(body)
    assert refused.value.code == "body_large"


def test_it_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    body = stream(pa.table({"text": ["x" * 1_000_000]}), "zstd")
    assert len(body) < 2_000
    monkeypatch.setattr(pa.ipc, "read_record_batch", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(Refused):
        read(body)


def test_a_buffer_that_says_less_than_it_holds_is_refused() -> None:
    body = stream(pa.table({"text": ["x" * 5_000]}), "zstd")
    said = struct.pack("<q", 5_000)
    at = body.rindex(said)
    with pytest.raises(Refused) as refused:
        read(body[:at] + struct.pack("<q", 50) + body[at + 8 :])
    assert refused.value.code == "arrow_broken"


def test_rows_are_counted_where_they_take_no_bytes() -> None:
    body = stream(pa.table({"nothing": pa.nulls(1_000)}))
    with pytest.raises(Refused) as refused:
        read(body)
    assert refused.value.code == "body_large"


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["x"]).dictionary_encode(),
        pa.RunEndEncodedArray.from_arrays([5], ["x"]),
        pa.array(["x"], pa.string_view()),
        pa.array([[None]], pa.list_(pa.null())),
        pa.array([b"x"]),
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    ],
    ids=["dictionary", "runs", "view", "list of nothing", "bytes", "map"],
)
def test_types_that_may_stand_for_more_than_their_bytes_are_refused(column: pa.Array) -> None:
    with pytest.raises(Refused) as refused:
        read(stream(pa.table({"a": column})))
    assert refused.value.code == "arrow_type"


def test_what_is_no_stream_is_refused() -> None:
    whole = stream(pa.table(ROWS))
    broken = [b"", b"{}", whole[: len(whole) // 2], b"\xff\xff\xff\xff\xff\xff\xff\x7f" + whole]
    broken += [whole[:at] + b"\xff\x7f" + whole[at + 2 :] for at in range(0, len(whole) - 2, 7)]
    for body in broken:
        try:
            read(body)
        except Refused as refused:
            assert refused.code in ("arrow_broken", "arrow_type", "body_large", "arrow_fields")
