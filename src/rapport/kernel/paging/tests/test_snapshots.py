"""What a filter found is frozen: later pages neither search again nor shift, nor show what is hidden."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.models import Unit
from rapport.kernel.ids import new_id
from rapport.kernel.paging import api, operations
from rapport.kernel.paging.models import Snapshot
from rapport.kernel.paging.rules import read_bookmark, write_bookmark
from rapport.kernel.tenancy.api import as_tenant

NAMES = ["", "b", "a", "a", "c", "", "a", "d", "王", "ü"]
SORTED = ["a", "a", "a", "b", "c", "d", "ü", "王", "", ""]
ORDER = api.by_text("name")


@pytest.fixture
def planted(shop: Shop) -> None:
    """Units whose names repeat and are sometimes empty, and one the filter leaves out."""
    with as_tenant(shop.tenant_id):
        Unit.objects.all().delete()
        for number, name in enumerate([*NAMES, "z"]):
            Unit.objects.create(name=name, code=f"u{number}")


def matching() -> QuerySet[Unit]:
    return Unit.objects.exclude(name="z")


def turn(
    shop: Shop,
    cursor: str = "",
    *,
    member: UUID | None = None,
    asked: str = "all but z",
    limit: int = 3,
    descending: bool = False,
) -> api.Walk:
    reader = api.Reader(member or shop.actor.member_id or new_id(), asked)
    with as_tenant(shop.tenant_id):
        return api.browse(
            matching(),
            ORDER,
            reader=reader,
            seen=Unit.objects.all(),
            descending=descending,
            cursor=cursor,
            limit=limit,
        )


def names(shop: Shop, page: api.Walk) -> list[str]:
    with as_tenant(shop.tenant_id):
        known = dict(Unit.objects.values_list("id", "name"))
    return [known[one] for one in page.ids]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 4, 10, 50])
def test_every_match_comes_once_in_order_and_back_again(
    shop: Shop, planted: None, *, limit: int, descending: bool
) -> None:
    page = turn(shop, limit=limit, descending=descending)
    assert page.previous_cursor == ""
    assert page.counted == api.Counted(len(NAMES))
    pages = [page.ids]
    while page.next_cursor:
        page = turn(shop, page.next_cursor, limit=limit, descending=descending)
        pages.append(page.ids)
    walked = api.Walk([one for ids in pages for one in ids])
    filled, empty = SORTED[:-2], SORTED[-2:]
    assert names(shop, walked) == [*(reversed(filled) if descending else filled), *empty]
    with as_tenant(shop.tenant_id):
        assert Snapshot.objects.count() == int(limit < len(NAMES))
    back = []
    while page.previous_cursor:
        page = turn(shop, page.previous_cursor, limit=limit, descending=descending)
        back.append(page.ids)
    assert back[::-1] == pages[:-1]


def test_rows_that_change_do_not_shift_pages_and_those_out_of_sight_are_left_out(
    shop: Shop, planted: None
) -> None:
    first = turn(shop)
    with as_tenant(shop.tenant_id):
        Unit.objects.create(name="0", code="early")
        Unit.objects.filter(id__in=first.ids).delete()
        Unit.objects.filter(name="b").update(name="z")
        Unit.objects.filter(name="c").delete()
    second = turn(shop, first.next_cursor)
    assert names(shop, second) == ["z", "d"]
    assert names(shop, turn(shop, second.next_cursor)) == ["ü", "王", ""]
    assert names(shop, turn(shop)) == ["0", "d", "ü"]


def test_only_the_first_page_searches(shop: Shop, planted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = turn(shop)
    monkeypatch.setattr(operations, "look", None)
    assert names(shop, turn(shop, first.next_cursor)) == SORTED[3:6]


def test_what_expired_or_is_anothers_is_frozen_anew_where_it_stood(
    shop: Shop, other_shop: Shop, planted: None
) -> None:
    second = turn(shop, turn(shop).next_cursor)
    with as_tenant(shop.tenant_id):
        Snapshot.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        Unit.objects.create(name="0", code="early")
    assert names(shop, turn(shop, second.next_cursor)) == SORTED[6:9]
    with as_tenant(shop.tenant_id):
        assert Snapshot.objects.count() == 1, "what expired is gone"
    colleague = new_id()
    assert names(shop, turn(shop, second.next_cursor, member=colleague)) == SORTED[6:9]
    assert names(shop, turn(shop, second.next_cursor, asked="another filter")) == SORTED[6:9]
    assert names(other_shop, turn(other_shop, second.next_cursor)) == []


def test_more_are_walked_and_counted(shop: Shop, planted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "FEW", 4)
    monkeypatch.setattr(operations, "PATIENCE_MS", 60_000)
    first = turn(shop)
    assert (names(shop, first), first.counted) == (SORTED[:3], api.Counted(len(NAMES)))
    assert names(shop, turn(shop, first.next_cursor)) == SORTED[3:6]
    monkeypatch.setattr(operations, "COUNTED", 4)
    estimated = turn(shop)
    assert names(shop, estimated) == SORTED[:3]
    assert estimated.counted is not None
    assert not estimated.counted.exact
    with as_tenant(shop.tenant_id):
        assert not Snapshot.objects.exists()


def test_when_few_have_become_many_a_page_goes_on_where_it_stood(
    shop: Shop, planted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = turn(shop)
    monkeypatch.setattr(operations, "COUNTED", 4)
    with as_tenant(shop.tenant_id):
        Snapshot.objects.all().delete()
    assert names(shop, turn(shop, first.next_cursor)) == SORTED[3:6]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_what_cannot_be_walked_quickly_is_frozen_stretch_by_stretch(
    shop: Shop, planted: None, monkeypatch: pytest.MonkeyPatch, *, limit: int, descending: bool
) -> None:
    expected = names(shop, turn(shop, limit=50, descending=descending))
    for name, value in (("FEW", 4), ("COUNTED", 4), ("AHEAD", 5), ("PATIENCE_MS", 1)):
        monkeypatch.setattr(operations, name, value)
    monkeypatch.setattr(f"{__name__}.matching", slow)
    page = turn(shop, limit=limit, descending=descending)
    pages = [names(shop, page)]
    while page.next_cursor:
        page = turn(shop, page.next_cursor, limit=limit, descending=descending)
        pages.append(names(shop, page))
    assert [name for some in pages for name in some] == expected
    with as_tenant(shop.tenant_id):
        assert [len(one.ids) for one in Snapshot.objects.order_by("id")] == [5, 5, 2]
    back = []
    while page.previous_cursor:
        page = turn(shop, page.previous_cursor, limit=limit, descending=descending)
        back.append(names(shop, page))
    assert [name for some in reversed(back) for name in some] == [one for some in pages[:-1] for one in some]


def slow() -> QuerySet[Unit]:
    """The same rows by a filter that takes longer than any patience of a test."""
    return Unit.objects.exclude(name="z").filter(
        RawSQL("(select count(*) from generate_series(1, 300000) n where n > 0) > 0", [], BooleanField())
    )


def test_a_member_keeps_a_few_and_nobody_elses_go(shop: Shop, planted: None) -> None:
    colleague = turn(shop, member=new_id())
    asked = [turn(shop, asked=str(number)) for number in range(operations.KEPT + 3)]
    with as_tenant(shop.tenant_id):
        assert Snapshot.objects.filter(member_id=shop.actor.member_id).count() == operations.KEPT
        assert Snapshot.objects.count() == operations.KEPT + 1
    assert colleague.next_cursor
    assert names(shop, turn(shop, asked[-1].next_cursor, asked=str(operations.KEPT + 2))) == SORTED[3:6]


def test_nothing_is_frozen_where_nothing_matches(shop: Shop, planted: None) -> None:
    reader = api.Reader(new_id(), "nobody")
    with as_tenant(shop.tenant_id):
        for rows in (Unit.objects.filter(name="?"), Unit.objects.none(), Unit.objects.filter(id__in=[])):
            page = api.browse(rows, ORDER, reader=reader, seen=Unit.objects.all())
            assert page == api.Walk([], counted=api.Counted(0))
        assert not Snapshot.objects.exists()


def test_a_cursor_made_up_opens_nothing_it_should_not(shop: Shop, planted: None) -> None:
    kept = read_bookmark(turn(shop).next_cursor)
    assert kept is not None
    beyond = replace(kept, start=999_999)
    assert names(shop, turn(shop, write_bookmark(beyond))) == SORTED[3:6], "after the record it names"
    past = turn(shop, write_bookmark(replace(beyond, before=None)))
    assert (past.ids, past.next_cursor) == ([], "")
    assert names(shop, turn(shop, past.previous_cursor)) == SORTED[-3:]
    for wrong in (write_bookmark(replace(kept, start=-1)), write_bookmark(replace(kept, start=2**31)), "x"):
        with pytest.raises(Invalid):
            turn(shop, wrong)
