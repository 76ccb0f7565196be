"""Order files: customers, products and orders in one go, to the cent; met again, grown, cancelled, undone."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.house import Shop

from rapport.customers.intake.api import stream_rejects, take_path
from rapport.customers.intake.api.landing import choose, run_import, undo_import
from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.tenancy.api import as_tenant

RETAIL = "online_retail/online_retail_to_2011-08.csv.xz"
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
FILE = HEADER + (
    "1,A,Cup,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
    "1,B,Plate,2,2010-12-01 08:26:00,0.125,17850.0,United Kingdom\n"
    "C2,A,Cup,-1,2010-12-02 08:26:00,2.55,17850.0,United Kingdom\n"
    "3,A,Cup,1,2010-12-03 08:26:00,3.00,,France\n"
    "4,B,damaged,-7,2010-12-03 09:00:00,0,,United Kingdom\n"
    "5,B,Plate,many,2010-12-03 09:00:00,1,1,United Kingdom\n"
)


def load(shop: Shop, path: Path, **options: Any) -> Any:
    run = take_path(path, "orders", actor=shop.actor)
    if options:
        choose(run.id, actor=shop.actor, options=options)
    return run_import(run.id, actor=shop.actor)


def write(tmp_path: Path, text: str = FILE) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(text)
    return path


def ask(shop: Shop, query: str) -> list[Any]:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        # A tenant unknown to the statistics is planned as one row, and a nested loop would never end.
        cursor.execute("set local enable_nestloop = off")
        cursor.execute(query)
        return list(cursor.fetchall())


ORDERS = (
    "select number, kind, total_minor, currency, country, party_id is null from sales_order order by number"
)


def test_a_small_file(shop: Shop, tmp_path: Path) -> None:
    progress = load(shop, write(tmp_path))
    assert (progress.rows, progress.accepted, progress.rejected) == (6, 5, 1)
    assert progress.counts["orders"] == 4
    assert progress.counts["products"] == 2
    assert progress.counts["customers"] == 1
    assert ask(shop, ORDERS) == [
        ("1", "order", 1555, "EUR", "GB", False),
        ("3", "order", 300, "EUR", "FR", True),
        ("4", "adjustment", 0, "EUR", "GB", True),
        ("C2", "cancellation", -255, "EUR", "GB", False),
    ]
    assert ask(shop, "select total_minor from order_line order by id") == [
        (1530,),
        (25,),
        (-255,),
        (300,),
        (0,),
    ]
    assert ask(shop, "select name, order_count, spent_minor, country from party") == [
        ("Customer 17850", 1, 1555, "GB")
    ]
    assert (
        ask(shop, "select placed_at at time zone 'UTC' from sales_order where number = '1'")[0][0].hour == 7
    )
    with as_tenant(shop.tenant_id):
        assert [(one["row"], one["field"]) for one in stream_rejects(progress.id)] == [(7, "quantity")]


def test_the_same_file_twice_doubles_nothing(shop: Shop, tmp_path: Path) -> None:
    load(shop, write(tmp_path))
    before = (
        ask(shop, ORDERS),
        ask(shop, "select count(*) from order_line"),
        ask(shop, "select count(*) from touch"),
    )
    load(shop, write(tmp_path))
    assert (
        ask(shop, ORDERS),
        ask(shop, "select count(*) from order_line"),
        ask(shop, "select count(*) from touch"),
    ) == before
    assert load(shop, write(tmp_path), update=False).rejected == 6


def test_lines_of_one_order_apart_from_each_other(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.customers.intake.operations.frames.CHUNK_ROWS", 2)
    lines = FILE.splitlines(keepends=True)
    load(shop, write(tmp_path, "".join([lines[0], lines[1], lines[3], lines[4], lines[2], lines[5]])))
    assert ask(shop, ORDERS)[0] == ("1", "order", 1555, "EUR", "GB", False)
    assert ask(
        shop,
        "select position, sku from order_line l join sales_order o on o.id = l.order_id where number = '1' "
        "order by position",
    ) == [(1, "A"), (2, "B")]


PICTURED = (
    "party",
    "external_id",
    "party_role",
    "product",
    "sales_order",
    "order_line",
    "order_status",
    "touch",
)
STAMPS = {"updated_at", "version"}


def picture(shop: Shop) -> dict[str, Any]:
    return {
        table: [
            {key: value for key, value in json.loads(row[0]).items() if key not in STAMPS}
            for row in ask(shop, f"select to_jsonb(t)::text from {table} t order by id")
        ]
        for table in PICTURED
    }


def test_undo_is_exact_whatever_was_there(shop: Shop, tmp_path: Path) -> None:
    first = load(shop, write(tmp_path))
    before = picture(shop)
    more = FILE.replace("Cup,6,", "Cup,60,") + "9,Z,New,1,2010-12-05 10:00:00,9.99,99,Germany\n"
    second = load(shop, write(tmp_path, more))
    assert picture(shop) != before
    undo_import(second.id, actor=shop.actor)
    assert picture(shop) == before
    counts = undo_import(first.id, actor=shop.actor)
    assert counts["kept"] == 0
    assert not any(picture(shop).values())


def test_undo_tells_which_orders_are_gone_and_how_the_others_are(shop: Shop, tmp_path: Path) -> None:
    first = load(shop, write(tmp_path))
    more = FILE.replace("Cup,6,", "Cup,60,") + "9,Z,New,1,2010-12-05 10:00:00,9.99,99,Germany\n"
    second = load(shop, write(tmp_path, more))
    ids = dict(ask(shop, "select number, id::text from sales_order"))
    latest = dict(ask(shop, "select number, version from sales_order"))
    undo_import(second.id, actor=shop.actor)
    (gone,) = facts_of(shop.tenant_id, "order.removed.v1")
    assert (gone["order_id"], gone["version"]) == (ids["9"], latest["9"] + 1)
    changed = {one["number"]: one for one in facts_of(shop.tenant_id, "order.changed.v1")}
    assert (changed["1"]["version"], changed["1"]["total_minor"]) == (latest["1"] + 1, 1555)
    assert [line["quantity"] for line in changed["1"]["lines"]] == ["6.0000", "2.0000"]
    assert dict(ask(shop, "select number, version from sales_order"))["1"] == latest["1"] + 1
    undo_import(first.id, actor=shop.actor)
    gone_ids = [one["order_id"] for one in facts_of(shop.tenant_id, "order.removed.v1")]
    assert sorted(gone_ids) == sorted(ids.values())


def test_online_retail_to_the_cent(shop: Shop, data: Path) -> None:
    progress = load(shop, data / RETAIL)
    assert (progress.accepted, progress.rejected) == (320_705, 0)
    assert progress.counts["customers"] == 3_360
    assert progress.counts["orders"] == 16_459
    assert ask(shop, "select sum(total_minor) from sales_order") == [(576_193_138,)]
    of_orders = "select count(*) from order_line l join sales_order o on o.id = l.order_id"
    assert ask(shop, f"{of_orders} where o.kind = 'cancellation'") == [(5_847,)]
    assert ask(shop, f"{of_orders} where o.party_id is null") == [(88_652,)]
    cleaned = """
    select count(*), count(distinct o.party_id), count(distinct o.id), sum(l.total_minor), count(distinct
    l.sku)
      from order_line l join sales_order o on o.id = l.order_id
     where o.party_id is not null and o.kind = 'order' and l.quantity > 0 and l.unit_price > 0
    """
    assert ask(shop, cleaned) == [(226_467, 3_317, 11_413, 523_924_056, 3_394)]
