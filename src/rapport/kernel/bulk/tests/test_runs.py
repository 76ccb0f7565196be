"""Runs over many records: frozen, done in parts, stopped, refused row by row, taken back, nobody else's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.house import Shop
from tests.plans import Asked, gather_statistics, note

from rapport.kernel.bulk import api, operations, registry
from rapport.kernel.bulk.api import BulkKind, Refused, RunLine
from rapport.kernel.bulk.models import BulkPart, BulkRun
from rapport.kernel.bulk.operations import do_run, undo_parts
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import Actor, Grant, Scope
from rapport.kernel.identity.models import Unit
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import Progress
from rapport.kernel.jobs.models import Job
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import Work

KIND, NAME = "shelf", "call"


def call(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    """Name the units; those called Fixed stay as they are."""
    fixed = list(Unit.objects.filter(id__in=ids, name="Fixed").values_list("id", flat=True))
    Unit.objects.filter(id__in=set(ids) - set(fixed)).update(name=values["to"])
    return [Refused(one, "It is fixed.") for one in fixed]


def call_back(ids: Sequence[UUID], values: Mapping[str, Any], batch_id: UUID, work: Work) -> list[Refused]:
    """Give the names back that were not changed since."""
    back = set(api.put_back(Unit._meta.db_table, ["name"], ids, batch_id))
    return [Refused(one, "Changed since.") for one in ids if one not in back]


def check(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    """A name is needed."""
    if not values.get("to"):
        raise Invalid("A name, please.")
    return {"to": values["to"]}


@pytest.fixture(autouse=True)
def action(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One action, in parts of two, at once up to three."""
    monkeypatch.setattr(operations, "PART", 2)
    monkeypatch.setattr(operations, "AT_ONCE", 3)
    api.register_action(BulkKind(KIND, NAME, "edit", lambda: "Call shelves", check, call, call_back))
    yield
    del registry._actions[KIND, NAME]


def plant(shop: Shop, *names: str) -> None:
    """Make units of these names and no others."""
    with as_tenant(shop.tenant_id):
        Unit.objects.all().delete()
        for number, name in enumerate(names):
            Unit.objects.create(name=name, code=f"u{number}")


def names(shop: Shop) -> list[str]:
    """Return the names as they stand."""
    with as_tenant(shop.tenant_id):
        return list(Unit.objects.order_by("code").values_list("name", flat=True))


def start(shop: Shop, actor: Actor | None = None, **values: str) -> RunLine:
    """Name all units of the shop."""
    with as_tenant(shop.tenant_id):
        return api.start_run(
            KIND, NAME, Unit.objects.all(), values or {"to": "New"}, actor=actor or shop.actor
        )


def somebody(shop: Shop, *verbs: str) -> Actor:
    """Return another member who may do only this."""
    grants = tuple(Grant(verb, "*", Scope.ALL) for verb in verbs)
    other: Actor = replace(shop.actor, id=new_id(), member_id=None, grants=grants)
    return other


def test_few_are_done_at_once_and_taken_back(shop: Shop) -> None:
    plant(shop, "a", "b", "c")
    line = start(shop)
    assert (line.state, line.total, line.done, line.job_id, line.can_undo) == ("done", 3, 3, None, True)
    assert names(shop) == ["New"] * 3
    with as_tenant(shop.tenant_id):
        assert api.undo_run(line.id, actor=shop.actor).state == "undone"
        with pytest.raises(Conflict):
            api.undo_run(line.id, actor=shop.actor)
    assert names(shop) == ["a", "b", "c"]


def test_the_selection_is_frozen_in_parts(shop: Shop) -> None:
    plant(shop, "a", "b", "c", "d", "e")
    line = start(shop)
    assert (line.state, line.total, line.done) == ("waiting", 5, 0)
    with as_tenant(shop.tenant_id):
        assert sorted(len(one.ids) for one in BulkPart.objects.filter(run_id=line.id)) == [1, 2, 2]
        Unit.objects.create(name="late", code="z")
    for _time in range(2):
        assert do_run(line.id, actor=shop.actor, progress=Progress()) == {"changed": 5, "refused": 0}
    assert names(shop) == [*["New"] * 5, "late"]


def test_a_stopped_run_begins_no_further_part(shop: Shop) -> None:
    plant(shop, "a", "b", "c", "d", "e")
    line = start(shop)
    with as_tenant(shop.tenant_id):
        api.stop_run(line.id, actor=shop.actor)
    do_run(line.id, actor=shop.actor, progress=Progress())
    assert names(shop) == ["a", "b", "c", "d", "e"]
    with as_tenant(shop.tenant_id):
        assert api.get_run(line.id, actor=shop.actor).state == "cancelled"
        with pytest.raises(Conflict):
            api.stop_run(line.id, actor=shop.actor)


def test_stopping_ends_the_job_too(shop: Shop) -> None:
    plant(shop, "a", "b", "c", "d")
    line = start(shop)
    assert line.job_id is not None
    with as_tenant(shop.tenant_id):
        assert api.stop_run(line.id, actor=shop.actor).state == "cancelled"
        assert Job.objects.get(id=line.job_id).state == Job.State.CANCELLED


def test_what_was_done_before_a_stop_is_given_back(shop: Shop) -> None:
    plant(shop, "a", "b", "c", "d")
    line = start(shop)
    with as_tenant(shop.tenant_id):
        ids = BulkPart.objects.get(run_id=line.id, number=1).ids
        BulkPart.objects.filter(run_id=line.id, number=1).delete()
    do_run(line.id, actor=shop.actor, progress=Progress())
    with as_tenant(shop.tenant_id):
        BulkRun.objects.filter(id=line.id).update(state="cancelled")
        BulkPart.objects.create(run_id=line.id, number=1, ids=ids)
        api.undo_run(line.id, actor=shop.actor)
    for _time in range(2):
        assert undo_parts(line.id, actor=shop.actor, progress=Progress())["restored"] == 2
    assert names(shop) == ["a", "b", "c", "d"]


def test_refused_rows_are_named_with_the_reason(shop: Shop) -> None:
    plant(shop, "a", "Fixed", "c")
    line = start(shop)
    assert (line.done, line.refused, [one.reason for one in line.refusals]) == (2, 1, ["It is fixed."])
    assert names(shop) == ["New", "Fixed", "New"]


def test_undo_leaves_later_changes_alone_and_says_so(shop: Shop) -> None:
    plant(shop, "a", "b")
    line = start(shop)
    with as_tenant(shop.tenant_id):
        Unit.objects.filter(code="u0").update(name="Later")
        undone = api.undo_run(line.id, actor=shop.actor)
    assert (undone.done, undone.refused) == (1, 1)
    assert names(shop) == ["Later", "b"]


def test_a_run_is_its_starters_and_those_who_run_all_work(shop: Shop, other_shop: Shop) -> None:
    plant(shop, "a", "b", "c", "d")
    line = start(shop)
    stranger, chief = somebody(shop, "view"), somebody(shop, "edit")
    with as_tenant(shop.tenant_id):
        for touch in (api.get_run, api.stop_run, api.undo_run):
            with pytest.raises(Missing):
                touch(line.id, actor=stranger)
        assert api.get_run(line.id, actor=chief).id == line.id
    with as_tenant(other_shop.tenant_id), pytest.raises(Missing):
        api.get_run(line.id, actor=other_shop.actor)


def test_what_may_not_be_is_not_begun(shop: Shop) -> None:
    plant(shop, "a")
    with pytest.raises(Forbidden):
        start(shop, somebody(shop, "view"))
    with pytest.raises(Invalid):
        start(shop, other="x")
    plant(shop)
    with pytest.raises(Invalid):
        start(shop)
    with as_tenant(shop.tenant_id):
        assert not BulkRun.objects.exists()


def test_each_part_is_taken_back_by_the_history_of_its_own_rows(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "PART", 500)
    with as_tenant(shop.tenant_id):
        Unit.objects.bulk_create([Unit(name="Old", code=f"u{number}") for number in range(3_000)])
    for name in ("Older", "New"):  # the statistics know the first run, not the one to be taken back
        line = start(shop, to=name)
        do_run(line.id, actor=shop.actor, progress=Progress())
        if name == "Older":
            gather_statistics("change", "unit")
    asked: Asked = []
    api.undo_run(line.id, actor=shop.actor)
    with connection.execute_wrapper(note(asked)):
        undo_parts(line.id, actor=shop.actor, progress=Progress())
    plans = [explain_in(shop, one) for one in asked if "with touched" in one[0]]
    assert len(plans) >= 6
    assert all("change_row" in plan and "change_batch" not in plan for plan in plans), plans
    assert set(names(shop)) == {"Older"}


def explain_in(shop: Shop, asked: tuple[str, Any]) -> str:
    """Return the plan of a statement as it was asked."""
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        cursor.execute(f"explain (costs off) {asked[0]}", asked[1])
        return "\n".join(row[0] for row in cursor.fetchall())
