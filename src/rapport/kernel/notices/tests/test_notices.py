"""Telling members: once, many by one statement, in the way each chose; reading, letters, forgetting."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.ids import new_id
from rapport.kernel.mail.api import list_mail
from rapport.kernel.notices import operations
from rapport.kernel.notices.api import (
    NoticeDraft,
    count_unread,
    get_notice,
    list_kinds,
    mark_read,
    mark_unread,
    page_notices,
    tell,
)
from rapport.kernel.notices.models import Notice
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant

KIND = "import.finished"


def draft(member_id: UUID, **values: Any) -> NoticeDraft:
    """Something to tell a member."""
    return NoticeDraft(**{"kind": KIND, "member_id": member_id, "subject_id": new_id(), **values})


def told(shop: Shop, *drafts: NoticeDraft) -> int:
    """Tell, in a transaction of the shop."""
    with as_tenant(shop.tenant_id):
        return tell(drafts, now=timezone.now())


def unread(shop: Shop, actor: Any = None) -> int:
    """How many somebody has not read."""
    with as_tenant(shop.tenant_id):
        return count_unread(actor or shop.actor)


class TestTelling:
    def test_the_same_twice_tells_once(self, shop: Shop) -> None:
        one = draft(shop.actor.member_id)
        assert (told(shop, one), told(shop, one)) == (1, 0)
        assert unread(shop) == 1

    def test_takes_one_statement_however_many_are_told(self, shop: Shop) -> None:
        subject = new_id()
        with as_tenant(shop.tenant_id), CaptureQueriesContext(connection) as seen:
            tell([draft(new_id(), subject_id=subject) for _ in range(3000)], now=timezone.now())
        assert len([one for one in seen if "insert into notice" in one["sql"]]) == 1
        assert len(seen) <= 3
        with as_tenant(shop.tenant_id):
            assert Notice.objects.filter(subject_id=subject).count() == 3000

    def test_leaves_out_whoever_chose_not_to_hear(self, shop: Shop) -> None:
        change_settings({"notices.import_finished": "off"}, actor=shop.actor)
        assert told(shop, draft(shop.actor.member_id)) == 0
        assert told(shop, draft(shop.actor.member_id, kind="import.failed")) == 1

    def test_refuses_kinds_nobody_registered(self, shop: Shop) -> None:
        with pytest.raises(LookupError):
            told(shop, draft(shop.actor.member_id, kind="no.such"))

    def test_every_kind_has_a_setting_of_each_member(self) -> None:
        assert {kind.kind for kind in list_kinds()} >= {
            *("import.finished", "import.failed", "bulk.finished"),
            *("task.assigned", "task.due", "note.mentioned"),
        }


class TestReading:
    def test_is_ones_own(self, shop: Shop, other_shop: Shop) -> None:
        told(shop, draft(shop.actor.member_id), draft(new_id()))
        told(other_shop, draft(other_shop.actor.member_id))
        with as_tenant(shop.tenant_id):
            (line,), _after = page_notices(shop.actor)
        assert line.unread
        assert line.text
        assert line.href.startswith("/imports/")
        with as_tenant(other_shop.tenant_id), pytest.raises(Missing):
            get_notice(line.id, other_shop.actor)

    def test_goes_on_after_the_last_one_seen(self, shop: Shop) -> None:
        told(shop, *(draft(shop.actor.member_id) for _ in range(5)))
        with as_tenant(shop.tenant_id):
            first, after = page_notices(shop.actor, limit=3)
            rest, end = page_notices(shop.actor, limit=3, cursor=after)
        assert (len(first), len(rest), end) == (3, 2, None)
        assert not {line.id for line in first} & {line.id for line in rest}

    def test_marks_and_takes_the_mark_back(self, shop: Shop) -> None:
        told(shop, draft(shop.actor.member_id), draft(shop.actor.member_id))
        with as_tenant(shop.tenant_id):
            lines, _after = page_notices(shop.actor)
        mark_read(shop.actor, [lines[0].id])
        assert unread(shop) == 1
        at = mark_read(shop.actor)
        assert unread(shop) == 0
        mark_unread(shop.actor, at=at)
        assert unread(shop) == 1
        mark_unread(shop.actor, notice_id=lines[0].id)
        assert unread(shop) == 2

    def test_asks_as_little_of_many_as_of_few(self, shop: Shop) -> None:
        def queries() -> int:
            with as_tenant(shop.tenant_id), CaptureQueriesContext(connection) as seen:
                page_notices(shop.actor)
            return len(seen)

        told(shop, draft(shop.actor.member_id, actor_id=shop.actor.id))
        few = queries()
        told(shop, *(draft(shop.actor.member_id, actor_id=shop.actor.id) for _ in range(40)))
        assert queries() == few

    def test_of_others_asks_for_the_right(self, shop: Shop) -> None:
        person = identity.create_person(f"new@{shop.slug}.example", "New", "correct horse battery")
        member = identity.add_member(shop.tenant_id, person, [])
        with as_tenant(shop.tenant_id):
            page_notices(shop.actor, member_id=member.id)
            with pytest.raises(Forbidden):
                page_notices(identity.get_member_actor(member.id), member_id=shop.actor.member_id)


def test_programs_read_what_a_member_was_told(shop: Shop, api: ApiCaller) -> None:
    told(shop, draft(shop.actor.member_id))
    (line,) = api.get(f"/notices?member_id={shop.actor.member_id}").json()["items"]
    assert (line["kind"], line["unread"]) == (KIND, True)
    assert api.get("/notices").status_code == 422


class TestLetters:
    def test_carry_what_is_unread_once_to_those_who_want_them(self, shop: Shop) -> None:
        told(shop, draft(shop.actor.member_id))
        assert operations.send_letters(shop.actor) == 0
        change_settings({"notices.import_finished": "mail"}, actor=shop.actor)
        assert operations.send_letters(shop.actor) == 1
        assert operations.send_letters(shop.actor) == 0
        address = f"admin@{shop.slug}.example"
        (letter,) = [one for one in list_mail() if one.to == address]
        assert letter.subject.endswith(": The import is finished")
        assert "/notices/" in letter.text

    def test_come_by_themselves_for_kinds_that_do(self, shop: Shop) -> None:
        told(shop, draft(shop.actor.member_id, kind="webhook.ended"))
        with as_tenant(shop.tenant_id):
            Notice.objects.update(mailed_at=None)
        assert operations.send_letters(shop.actor) == 1

    def test_of_pressing_kinds_leave_at_once_and_once(self, shop: Shop) -> None:
        one = draft(shop.actor.member_id, kind="need.called", values={"step": 1})
        address = f"admin@{shop.slug}.example"
        told(shop, one)
        told(shop, one)
        (letter,) = [one for one in list_mail() if one.to == address]
        assert letter.subject.endswith(": A key account needs something at once")
        assert operations.send_letters(shop.actor) == 0
        change_settings({"notices.need_called": "here"}, actor=shop.actor)
        told(shop, draft(shop.actor.member_id, kind="need.called", values={"step": 2}))
        assert len([one for one in list_mail() if one.to == address]) == 1
        assert unread(shop) == 2

    def test_leave_out_what_was_read(self, shop: Shop) -> None:
        change_settings({"notices.import_finished": "mail"}, actor=shop.actor)
        told(shop, draft(shop.actor.member_id))
        mark_read(shop.actor)
        assert operations.send_letters(shop.actor) == 0


def test_what_is_old_is_forgotten(shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        tell([draft(shop.actor.member_id)], now=timezone.now() - timedelta(days=91))
        tell([draft(shop.actor.member_id)], now=timezone.now() - timedelta(days=80))
    assert operations.forget_old(shop.actor) == 1
    assert unread(shop) == 1
