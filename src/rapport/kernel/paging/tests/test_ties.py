"""Several orders as one: rows once, ties broken by the next, empty ones last, both ways, frozen or not."""

from collections.abc import Iterator
from functools import cmp_to_key
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet
from tests.house import Shop

from rapport.kernel.errors import Invalid
from rapport.kernel.fields.api import (
    define_field,
    get_field,
    order_by_field,
    register_kind,
    write_values_bulk,
)
from rapport.kernel.identity.models import Unit
from rapport.kernel.ids import new_id
from rapport.kernel.paging import api, operations
from rapport.kernel.paging.queries import ties
from rapport.kernel.paging.rules import write_cursor
from rapport.kernel.tenancy.api import as_tenant

TEXTS = ("", "a", "a", "b", "王")
SIZES: tuple[int | None, ...] = (None, 1, 1, 2)
KIND = "tied"
Sorts = list[tuple[str, bool]]
WAYS = [
    [("name", False), ("size", True)],
    [("name", True), ("size", False)],
    [("size", True), ("name", False), ("code", True)],
    [("size", False), ("code", False)],
    [("name", False), ("created", True)],
    [("created", True), ("name", False)],
    [("size", True), ("name", True), ("created", False)],
]


@pytest.fixture
def planted(shop: Shop) -> Iterator[dict[str, api.Order]]:
    """Twenty units of few names and sizes, and the orders there are of them; within the tenant."""
    register_kind(KIND, lambda: "Tied")
    field = define_field(KIND, f"size_{new_id().hex[:8]}", "Size", "integer", actor=shop.actor)
    with as_tenant(shop.tenant_id):
        Unit.objects.all().delete()
        sizes = []
        for number, (name, size) in enumerate(product(TEXTS, SIZES)):
            unit = Unit.objects.create(name=name, code=f"u{number:02}")
            sizes += [(unit.id, {field.code: size})] if size is not None else []
        write_values_bulk(KIND, sizes, actor=shop.actor)
        yield {
            "name": api.by_text("name"),
            "size": order_by_field(get_field(field.id)),
            "code": api.by_column("code"),
            "created": api.by_id(),
        }


def expect_order(sorts: Sorts) -> list[str]:
    """The codes as plain comparison orders them; last ties by time of creation, in the way of the first."""
    sorts = sorts if any(name == "created" for name, _falls in sorts) else [*sorts, ("created", sorts[0][1])]
    rows: list[dict[str, Any]] = [
        {"name": name, "size": size, "code": f"u{at:02}", "created": at}
        for at, (name, size) in enumerate(product(TEXTS, SIZES))
    ]

    def compare(one: dict[str, Any], other: dict[str, Any]) -> int:
        for name, descending in sorts:
            mine, theirs = one[name], other[name]
            if (mine in (None, "")) != (theirs in (None, "")):
                return 1 if mine in (None, "") else -1
            if mine != theirs and mine not in (None, ""):
                return (1 if mine > theirs else -1) * (-1 if descending else 1)
        return 0

    return [row["code"] for row in sorted(rows, key=cmp_to_key(compare))]


def known(rows: "QuerySet[Unit]", ids: list[UUID]) -> list[str]:
    codes = dict(rows.values_list("id", "code"))
    return [codes[one] for one in ids]


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("limit", [1, 3, 7, 50])
def test_a_walk_shows_each_row_once_there_and_back(
    planted: dict[str, api.Order], way: int, limit: int
) -> None:
    sorts = WAYS[way]
    order = api.order_by_all([(planted[name], falls) for name, falls in sorts])
    rows: QuerySet[Unit] = Unit.objects.all()
    seen, cursor, last = list[str](), "", ""
    while True:
        page = api.walk(rows, order, descending=sorts[0][1], cursor=cursor, limit=limit)
        seen += known(rows, page.ids)
        last, cursor = page.previous_cursor, page.next_cursor
        if not cursor:
            break
    assert seen == expect_order(sorts)
    back: list[str] = []
    while last:
        page = api.walk(rows, order, descending=sorts[0][1], cursor=last, limit=limit)
        back = [*known(rows, page.ids), *back]
        last = page.previous_cursor
    assert back == seen[: len(seen) - (len(seen) % limit or limit)]


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_what_is_frozen_stands_in_the_same_order(
    shop: Shop, planted: dict[str, api.Order], way: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sorts = WAYS[way]
    order = api.order_by_all([(planted[name], falls) for name, falls in sorts])
    rows: QuerySet[Unit] = Unit.objects.all()
    reader = api.Reader(new_id(), "all of them")
    expected = expect_order(sorts)
    for ahead, few in ((operations.AHEAD, operations.FEW), (9, 0)):
        monkeypatch.setattr(operations, "AHEAD", ahead)
        monkeypatch.setattr(operations, "FEW", few)
        monkeypatch.setattr(operations, "COUNTED", ahead - 1)
        monkeypatch.setattr(operations, "_hurry", lambda search, cursor: None)
        seen, cursor = list[str](), ""
        while True:
            page = api.browse(
                rows, order, reader=reader, seen=rows, descending=sorts[0][1], cursor=cursor, limit=4
            )
            seen += known(rows, page.ids)
            cursor = page.next_cursor
            if not cursor:
                break
        assert seen == expected


def test_a_tie_broken_the_wrong_way_is_seen(
    planted: dict[str, api.Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a walk that forgets its further keys is told from one that does not."""
    order = api.order_by_all([(planted["name"], False), (planted["size"], True)])
    rows: QuerySet[Unit] = Unit.objects.all()
    right = known(rows, api.walk(rows, order).ids)
    monkeypatch.setattr(ties, "_phases", lambda orders, whole, last, lacking: iter(orders[0][0].phases))
    wrong = api.order_by_all([(planted["name"], False), (planted["size"], True)])
    assert known(rows, api.walk(rows, wrong).ids) != right


@pytest.mark.parametrize(
    "value", ["x", "[]", '["a"]', '["a",null,"1"]', '[null,"1"]', '["a","x"]', '["\\u0000","1"]', None]
)
def test_refuses_values_it_cannot_have_kept(planted: dict[str, api.Order], value: str | None) -> None:
    order = api.order_by_all([(planted["name"], False), (planted["size"], True)])
    cursor = write_cursor(back=False, phase=0, value=value, id=new_id())
    with pytest.raises(Invalid):
        api.walk(Unit.objects.all(), order, cursor=cursor)
