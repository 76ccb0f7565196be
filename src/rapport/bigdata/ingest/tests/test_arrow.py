"""Events as an Arrow stream: a row for each, checked like any other, refused where it unpacks to too much."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from tests.house import Shop

from rapport.bigdata.ingest.http import door
from rapport.bigdata.ingest.tests.conftest import ask, facts_of, told

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
AT = datetime.now(UTC).replace(microsecond=0)


def packed(rows: list[Any]) -> bytes:
    """Return rows as a compressed stream."""
    table = pa.Table.from_pylist(rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def send(body: bytes, key: str) -> tuple[int, dict[str, Any]]:
    reply = ask(body, key, content_type=door.ARROW)
    return reply.status, told(reply)


def test_each_row_is_an_event(shop: Shop, add: Any) -> None:
    _source, key = add()
    rows = [
        {"event": "product", "visitor": "v1", "sku": "A", "price": Decimal("12.50"), "at": AT, "tags": ["x"]},
        {"event": "page", "visitor": "v2", "sku": None, "price": None, "at": AT, "tags": None},
        {"event": "page", "visitor": None, "sku": None, "price": None, "at": AT, "tags": None},
    ]
    status, answer = send(packed(rows), key)
    assert (status, answer["accepted"], answer["rejected"]) == (202, 2, 1)
    first, second = facts_of(shop, "behaviour.recorded.v1")
    assert (first["sku"], first["price"], first["more"]) == ("A", "12.50", {"tags": ["x"]})
    assert datetime.fromisoformat(first["happened_at"]) == AT
    assert "sku" not in second


def test_what_unpacks_to_too_much_is_refused_and_nothing_kept(shop: Shop, add: Any) -> None:
    _source, key = add()
    bomb = packed([{"event": "page", "visitor": "v", "text": "x" * (door.MOST_BYTES + 1)}])
    assert len(bomb) < 100_000
    assert send(bomb, key)[0] == 413
    assert send(packed([{"event": "page", "visitor": "v"}] * 10_001), key)[0] == 413
    assert send(b"nothing of the kind", key)[0] == 400
    assert facts_of(shop, "behaviour.recorded.v1") == []
