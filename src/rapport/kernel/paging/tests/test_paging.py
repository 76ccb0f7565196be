"""Walks show every row once, in order, in both directions, whatever happens between two pages."""

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
from rapport.kernel.paging import api
from rapport.kernel.paging.api import Order
from rapport.kernel.tenancy.api import as_tenant

NAMES = ["", "b", "a", "a", "c", "", "a", "d", "王", "ü"]


def plant(shop: Shop) -> None:
    """Make units whose names repeat and are sometimes empty."""
    with as_tenant(shop.tenant_id):
        Unit.objects.all().delete()
        for number, name in enumerate(NAMES):
            Unit.objects.create(name=name, code=f"u{number}")


def walk_through(order: Order, *, descending: bool, limit: int) -> tuple[list[str], list[list[str]]]:
    """Return the names seen forwards, and the pages seen on the way back."""
    rows: QuerySet[Unit] = Unit.objects.all()
    names = dict(rows.values_list("id", "code"))
    seen, cursor, last = [], "", ""
    while True:
        page = api.walk(rows, order, descending=descending, cursor=cursor, limit=limit)
        seen += [names[one] for one in page.ids]
        last = page.previous_cursor
        if not page.next_cursor:
            break
        cursor = page.next_cursor
    back = []
    while last:
        page = api.walk(rows, order, descending=descending, cursor=last, limit=limit)
        back.append([names[one] for one in page.ids])
        assert page.next_cursor
        last = page.previous_cursor
    return seen, back


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
class TestWalk:
    def test_empty_texts_come_last_and_ties_keep_their_order(
        self, shop: Shop, *, descending: bool, limit: int
    ) -> None:
        plant(shop)
        with as_tenant(shop.tenant_id):
            seen, back = walk_through(api.by_text("name"), descending=descending, limit=limit)
        filled = ["u2", "u3", "u6", "u1", "u4", "u7", "u9", "u8"]
        empty = ["u0", "u5"]
        assert seen == ([*reversed(filled), *reversed(empty)] if descending else [*filled, *empty])
        earlier = seen[: len(seen) - (len(seen) % limit or limit)]
        assert [code for page in reversed(back) for code in page] == earlier

    def test_a_custom_field_orders_as_well(self, shop: Shop, *, descending: bool, limit: int) -> None:
        plant(shop)
        kind = "planted"
        register_kind(kind, lambda: "Samples")
        field = define_field(kind, f"size_{new_id().hex[:8]}", "Size", "integer", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            ids = dict(Unit.objects.values_list("code", "id"))
            numbers = {"u1": 5, "u2": 5, "u3": -1, "u4": 9_000_000_000}
            write_values_bulk(
                kind, [(ids[code], {field.code: n}) for code, n in numbers.items()], actor=shop.actor
            )
            order = order_by_field(get_field(field.id))
            seen, _back = walk_through(order, descending=descending, limit=limit)
        assert seen[:4] == (["u4", "u2", "u1", "u3"] if descending else ["u3", "u1", "u2", "u4"])
        assert len(set(seen)) == len(NAMES)


def test_rows_that_come_and_go_between_pages_neither_repeat_nor_hide_others(shop: Shop) -> None:
    plant(shop)
    with as_tenant(shop.tenant_id):
        rows: QuerySet[Unit] = Unit.objects.all()
        first = api.walk(rows, api.by_text("name"), limit=3)
        Unit.objects.filter(id__in=first.ids).delete()
        Unit.objects.create(name="0", code="early")
        rest = api.walk(rows, api.by_text("name"), cursor=first.next_cursor, limit=50)
        assert [*rows.filter(id__in=rest.ids).order_by("name", "id")[:3].values_list("name", flat=True)] == [
            "",
            "",
            "b",
        ]
        assert len(rest.ids) == len(NAMES) - 3


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "W10", "A" * 9_000, "W2ZhbHNlLDksbnVsbCwiMSJd"])
def test_refuses_what_is_no_cursor(shop: Shop, cursor: str) -> None:
    with as_tenant(shop.tenant_id), pytest.raises(Invalid):
        api.walk(Unit.objects.all(), api.by_text("name"), cursor=cursor)


def test_counts_exactly_up_to_a_bound_and_estimates_beyond(shop: Shop) -> None:
    plant(shop)
    with as_tenant(shop.tenant_id):
        assert api.count(Unit.objects.all()) == api.Counted(len(NAMES))
        rough = api.count(Unit.objects.all(), most=4)
        assert not rough.exact
        assert rough.count >= 5
        assert api.count_all(Unit.objects.all()) == api.Counted(len(NAMES))
