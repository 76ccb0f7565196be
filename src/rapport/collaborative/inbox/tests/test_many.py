"""Many conversations at once: given on, closed, put off, tagged and taken back, within what one may."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.api import list_conversations, move_messages, take_in
from rapport.collaborative.delivery.models import ChannelAccount
from rapport.collaborative.delivery.queries.accounts import state_of
from rapport.collaborative.delivery.tests.post import account, letter, received, thread
from rapport.collaborative.inbox.operations.working import assign_thread, tag_thread
from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.bulk.api import RunLine, start_run, undo_run
from rapport.kernel.errors import Invalid, Unknown
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant


def threads(shop: Shop, count: int = 3) -> list[UUID]:
    place = account(shop)
    return [received(place, str(number)).conversation_id for number in range(count)]


def done(shop: Shop, action: str, ids: list[UUID], **values: str) -> RunLine:
    with as_tenant(shop.tenant_id):
        chosen = list_conversations(shop.actor).filter(id__in=ids)
        return start_run("conversation", action, chosen, values, actor=shop.actor)


def undone(shop: Shop, run: RunLine) -> RunLine:
    return undo_run(run.id, actor=shop.actor)


def states(shop: Shop, ids: list[UUID]) -> list[str]:
    return [thread(shop, one).state for one in ids]


def test_closing_many_is_taken_back_but_where_the_customer_wrote_since(shop: Shop) -> None:
    ids = threads(shop)
    waiting = [thread(shop, one).waiting_since for one in ids]
    told = len(facts_of(shop.tenant_id, "conversation.changed.v1"))
    run = done(shop, "close", ids)
    assert (run.done, run.refused, states(shop, ids)) == (3, 0, ["closed"] * 3)
    assert len(facts_of(shop.tenant_id, "conversation.changed.v1")) == told + 3
    before = thread(shop, ids[1]).version
    write_back(shop, ids[0])
    back = undone(shop, run)
    assert (back.done, back.refused) == (2, 1)
    rows = [thread(shop, one) for one in ids]
    assert [row.state for row in rows] == ["open"] * 3
    assert [row.waiting_since for row in rows[1:]] == waiting[1:]
    assert rows[1].version == before + 1


def write_back(shop: Shop, conversation_id: UUID) -> None:
    """Have the customer write again in the first of the conversations."""
    with as_tenant(shop.tenant_id):
        place = state_of(ChannelAccount.objects.get())
    assert take_in(place, letter("again", references=("<0@example.org>",))).conversation_id == conversation_id


def test_given_on_and_put_off_many(shop: Shop) -> None:
    ids = threads(shop)
    mine = shop.actor.member_id
    assign_thread(ids[0], member_id=mine, actor=shop.actor)
    run = done(shop, "assign", ids, to="me")
    assert {thread(shop, one).assignee_id for one in ids} == {mine}
    undone(shop, run)
    assert [thread(shop, one).assignee_id for one in ids] == [mine, None, None]
    done(shop, "snooze", ids, **{"for": "tomorrow"})
    assert all(thread(shop, one).snoozed_until for one in ids)
    done(shop, "reopen", ids)
    assert not any(thread(shop, one).snoozed_until for one in ids)


def test_tags_come_and_go_beside_those_there_are(shop: Shop) -> None:
    ids = threads(shop)
    tag_thread(ids[0], ["tea", "late"], actor=shop.actor)
    tag_thread(ids[1], [f"t{number}" for number in range(20)], actor=shop.actor)
    run = done(shop, "tag", ids, tag=" tea ")
    assert (run.done, run.refused) == (2, 1)
    assert [thread(shop, one).tags for one in (ids[0], ids[2])] == [["tea", "late"], ["tea"]]
    done(shop, "untag", ids, gone="tea")
    assert [thread(shop, one).tags for one in (ids[0], ids[2])] == [["late"], []]


def test_what_went_into_another_stays_as_it_is(shop: Shop) -> None:
    ids = threads(shop)
    move_messages(ids[0], ids[1], actor=shop.actor)
    run = done(shop, "close", ids)
    assert (run.done, run.refused) == (2, 1)
    assert states(shop, ids) == ["merged", "closed", "closed"]


@pytest.mark.parametrize(
    ("action", "values", "error"),
    [
        ("assign", {"to": "somebody"}, Invalid),
        ("assign", {"to": f"member.{new_id()}"}, Unknown),
        ("snooze", {"for": "", "until": "2020-01-01T09:00"}, Invalid),
        ("tag", {"tag": " "}, Invalid),
        ("tag", {"tag": "x" * 41}, Invalid),
    ],
)
def test_what_does_not_fit_is_refused(
    shop: Shop, action: str, values: dict[str, str], error: type[Exception]
) -> None:
    ids = threads(shop, 1)
    with pytest.raises(error):
        done(shop, action, ids, **values)


def test_the_list_offers_it_and_all_that_match_are_closed(shop: Shop, signed_in: Client) -> None:
    ids = threads(shop)
    page: Any = signed_in.get("/inbox").content.decode()
    assert "/lists/conversation/many/close" in page
    asked = {"all": "1", "query": "/inbox?queue=us&sort=due"}
    assert signed_in.post("/lists/conversation/many/close", asked).status_code == 302
    assert states(shop, ids) == ["closed"] * 3
