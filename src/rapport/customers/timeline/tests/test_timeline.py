"""A timeline pages through exactly its touches; what is kept about a customer keeps to its scope."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.customers.party.api import get_customer
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.customers.timeline import api
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, TouchDraft
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def about(party: UUID) -> Subject:
    """Return the subject of something kept about a customer itself."""
    return Subject(CUSTOMER, party, party)


def titles(shop: Shop, party: UUID, **values: Any) -> list[str]:
    """Return a timeline's titles, newest first."""
    with as_tenant(shop.tenant_id):
        return [line.title for line in api.list_touches(party, actor=shop.actor, **values).lines]


class TestTouches:
    def test_are_read_newest_first_page_by_page(self, shop: Shop, django_assert_max_num_queries: Any) -> None:
        ada = enter(shop).id
        moments = [NOON + timedelta(minutes=n // 2) for n in range(9)]
        drafts = [TouchDraft(ada, at, "order.placed", f"T{n}") for n, at in enumerate(moments)]
        assert api.record_touches(drafts, actor=shop.actor, batch_id=new_id()) == 9
        seen: list[str] = []
        cursor = ""
        with as_tenant(shop.tenant_id):
            while True:
                with django_assert_max_num_queries(2):
                    page = api.list_touches(ada, actor=shop.actor, cursor=cursor, limit=2)
                seen += [line.title for line in page.lines]
                cursor = page.next_cursor
                if not cursor:
                    break
        assert len(seen) == 9
        assert [int(title[1]) // 2 for title in seen] == [4, 3, 3, 2, 2, 1, 1, 0, 0]

    def test_are_narrowed_by_kind_or_its_beginning(self, shop: Shop) -> None:
        ada = enter(shop).id
        for kind in ("order.placed", "order.shipped", "orders", "note"):
            api.record_touch(TouchDraft(ada, NOON, kind, kind), actor=shop.actor)
        assert set(titles(shop, ada, kinds=["order"])) == {"order.placed", "order.shipped"}
        assert titles(shop, ada, kinds=["note"]) == ["note"]
        with as_tenant(shop.tenant_id), pytest.raises(Invalid):
            api.list_touches(ada, actor=shop.actor, cursor="made-up")

    def test_move_the_partys_last_touch_forward_only(self, shop: Shop) -> None:
        ada = enter(shop).id
        for at in (NOON, NOON - timedelta(days=3), NOON + timedelta(days=1)):
            api.record_touch(TouchDraft(ada, at, "visit", "x" * 400), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert get_customer(ada, actor=shop.actor).last_touch_at == NOON + timedelta(days=1)
        assert len(titles(shop, ada)[0]) == 300

    def test_a_call_is_written_down(self, shop: Shop) -> None:
        ada = enter(shop).id
        api.log_contact(ada, kind="call", summary="Asked about tea\nand cups", actor=shop.actor)
        assert titles(shop, ada) == ["Asked about tea"]
        later = datetime(2999, 1, 1, tzinfo=UTC)
        for wrong in ({"kind": "dream"}, {"at": later}, {"summary": "  "}, {"direction": "up"}):
            with pytest.raises(Invalid):
                api.log_contact(ada, **{"kind": "call", "summary": "x", "actor": shop.actor, **wrong})

    def test_are_missing_for_strangers(self, shop: Shop, other_shop: Shop) -> None:
        theirs = enter(other_shop).id
        with as_tenant(shop.tenant_id), pytest.raises(Missing):
            api.list_touches(theirs, actor=shop.actor)
        with pytest.raises(Exception, match="touch_party_id_tenant_fk"):
            api.record_touch(TouchDraft(theirs, NOON, "note", "spy"), actor=shop.actor)


class TestNotes:
    def test_are_written_pinned_rewritten_and_thrown_away(self, shop: Shop) -> None:
        ada, colleague = enter(shop).id, shop.actor.id
        first = api.add_note(about(ada), "Likes Assam\nstrong", mentions=[colleague], actor=shop.actor)
        second = api.add_note(about(ada), "Newer", actor=shop.actor)
        api.change_note(first.id, pinned=True, body="Likes Ceylon", version=1, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            notes = api.list_notes(about(ada), actor=shop.actor)
        assert [note.body for note in notes] == ["Likes Ceylon", "Newer"]
        assert titles(shop, ada) == ["Newer", "Likes Ceylon"]
        with pytest.raises(Conflict):
            api.change_note(first.id, body="late", version=1, actor=shop.actor)
        api.remove_note(second.id, actor=shop.actor)
        assert titles(shop, ada) == ["Likes Ceylon"]
        assert facts_of(shop.tenant_id, "note.written.v1")[0]["mentions"] == [str(colleague)]

    def test_about_an_order_belong_to_its_customer_too(self, shop: Shop) -> None:
        ada, order = enter(shop).id, new_id()
        api.add_note(Subject("order", order, ada), "Leave at the door", actor=shop.actor)
        api.add_note(Subject("product", new_id()), "Fragile", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert len(api.list_notes(about(ada), actor=shop.actor)) == 1
            assert len(api.list_notes(Subject("order", order), actor=shop.actor)) == 1

    @pytest.mark.parametrize("body", ["", "  \n", "\0"])
    def test_refuse_to_say_nothing(self, shop: Shop, body: str) -> None:
        with pytest.raises(Invalid):
            api.add_note(about(enter(shop).id), body, actor=shop.actor)

    def test_keep_to_the_customers_unit(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        ada = enter(shop, unit_id=there).id
        note = api.add_note(about(ada), "Secret", actor=shop.actor)
        outsider = clerk(shop, unit_id=here)
        for act in (
            lambda: api.add_note(about(ada), "x", actor=outsider),
            lambda: api.change_note(note.id, body="x", actor=outsider),
            lambda: api.remove_note(note.id, actor=outsider),
        ):
            with pytest.raises(Missing):
                act()
        with as_tenant(shop.tenant_id), pytest.raises(Missing):
            api.get_note(note.id, actor=outsider)
        with pytest.raises(Forbidden):
            api.add_note(about(ada), "x", actor=clerk(shop, unit_id=there, verbs=("view",)))


class TestTasks:
    def test_are_given_changed_done_and_reopened(self, shop: Shop) -> None:
        ada = enter(shop).id
        task = api.add_task(about(ada), TaskDraft("Call back", due_at=NOON), actor=shop.actor)
        api.change_task(task.id, {"priority": 3, "title": "Call Ada"}, version=1, actor=shop.actor)
        done = api.finish_task(task.id, actor=shop.actor)
        assert api.finish_task(task.id, actor=shop.actor).version == done.version
        assert titles(shop, ada) == ["Call Ada"]
        assert api.reopen_task(task.id, actor=shop.actor).done_at is None
        names = [fact["fact"] for fact in facts_of(shop.tenant_id) if fact["fact"].startswith("task")]
        assert names == ["task.created.v1", "task.changed.v1", "task.done.v1", "task.changed.v1"]
        with pytest.raises(Conflict):
            api.change_task(task.id, {"title": "x"}, version=1, actor=shop.actor)
        api.remove_task(task.id, actor=shop.actor)
        with pytest.raises(Missing):
            api.remove_task(task.id, actor=shop.actor)

    @pytest.mark.parametrize(
        "changes", [{"title": " "}, {"priority": 9}, {"party_id": 1}, {"title": "x" * 301}]
    )
    def test_refuse_what_is_wrong(self, shop: Shop, changes: dict[str, Any]) -> None:
        task = api.add_task(about(enter(shop).id), TaskDraft("Call"), actor=shop.actor)
        with pytest.raises(Invalid):
            api.change_task(task.id, changes, actor=shop.actor)

    def test_are_their_assignees_business_wherever_the_customer_is(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        ada = enter(shop, unit_id=there).id
        mate, other = clerk(shop, unit_id=here), clerk(shop, unit_id=here)
        draft = TaskDraft("Call", due_at=NOON, assignee_id=mate.member_id)
        task = api.add_task(about(ada), draft, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert [one.party_name for one in api.list_open_tasks(mate)] == ["Ada Lovelace"]
            assert api.list_open_tasks(other, assignee_id=mate.member_id) == []
            assert api.get_task(task.id, actor=mate).id == task.id
        with pytest.raises(Missing):
            api.finish_task(task.id, actor=other)
        assert api.finish_task(task.id, actor=mate).done_at


class TestFiles:
    def test_are_kept_by_their_plain_name(self, shop: Shop) -> None:
        ada, blob = enter(shop).id, new_id()
        kept = api.attach_file(
            about(ada), blob, r"C:\temp\..\offer.pdf", "application/pdf", 9, actor=shop.actor
        )
        with as_tenant(shop.tenant_id):
            assert [one.name for one in api.list_files(about(ada), actor=shop.actor)] == ["offer.pdf"]
        assert titles(shop, ada) == ["offer.pdf"]
        api.remove_file(kept.id, actor=shop.actor)
        assert titles(shop, ada) == []
        api.restore_file(kept.id, actor=shop.actor)
        assert titles(shop, ada) == ["offer.pdf"]
        with pytest.raises(Missing):
            api.restore_file(kept.id, actor=shop.actor)
