"""Members are told of tasks given to them, of tasks that are due, and of notes that name them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import Subject, TaskDraft, add_note, add_task, finish_task
from rapport.customers.timeline.operations.reminding import remind_of_due
from rapport.kernel.identity import api as identity
from rapport.kernel.notices.api import NoticeLine, page_notices
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")


@pytest.fixture
def grace(shop: Shop) -> Any:
    """A colleague."""
    person = identity.create_person(f"grace@{shop.slug}.example", "Grace", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, ["admin"])
    with as_tenant(shop.tenant_id):
        return identity.get_member_actor(member.id)


@pytest.fixture
def ada(shop: Shop) -> Subject:
    """A customer."""
    state = enter(shop, "Ada Lovelace")
    return Subject("customer", state.id, state.id)


def told(actor: Any) -> list[NoticeLine]:
    """What somebody was told, once the facts have gone their way."""
    while relay_once():
        pass
    with as_tenant(actor.tenant_id):
        return page_notices(actor)[0]


def test_a_task_given_to_somebody_else(shop: Shop, grace: Any, ada: Subject) -> None:
    add_task(ada, TaskDraft("Send the catalogue", assignee_id=grace.member_id), actor=shop.actor)
    (line,) = told(grace)
    assert (line.kind, line.subject, line.who) == ("task.assigned", "Send the catalogue", shop.actor.name)
    assert line.href == f"/customers/{ada.id}"
    assert told(shop.actor) == []


def test_nobody_is_told_of_their_own_task(shop: Shop, ada: Subject) -> None:
    add_task(ada, TaskDraft("Mine"), actor=shop.actor)
    assert told(shop.actor) == []


def test_a_note_that_names_somebody(shop: Shop, grace: Any, ada: Subject) -> None:
    add_note(ada, "@Grace look at this", actor=shop.actor, mentions=[grace.member_id, shop.actor.member_id])
    (line,) = told(grace)
    assert (line.kind, line.subject) == ("note.mentioned", "@Grace look at this")
    assert told(shop.actor) == []


def test_a_task_that_is_due_once_for_each_time(shop: Shop, ada: Subject) -> None:
    now = timezone.now()
    late = add_task(ada, TaskDraft("Late", due_at=now - timedelta(minutes=5)), actor=shop.actor)
    add_task(ada, TaskDraft("Later", due_at=now + timedelta(hours=1)), actor=shop.actor)
    day = timedelta(days=1)
    with as_tenant(shop.tenant_id):
        assert remind_of_due(now - day, now) == 1
        assert remind_of_due(now - day, now) == 0
    assert [line.subject for line in told(shop.actor)] == ["Late"]
    finish_task(late.id, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        assert remind_of_due(now - day, now + timedelta(hours=2)) == 1
