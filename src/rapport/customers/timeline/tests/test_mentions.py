"""Whom a note, a task or a call names, is kept by id and told once; a change of words can be taken back."""

from uuid import UUID

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter
from rapport.customers.timeline.models import Task, Touch
from rapport.kernel.identity.models import Member
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

PART = {"HX-Request": "true"}


@pytest.fixture
def ann(shop: Shop) -> UUID:
    with as_tenant(shop.tenant_id):
        return Member.objects.create(person_id=new_id(), name="Ann Lee", email="ann@x.org").id


def told(shop: Shop) -> list[tuple[str, list[str]]]:
    facts = facts_of(shop.tenant_id, "colleague.mentioned.v1")
    return [(fact["where_kind"], fact["member_ids"]) for fact in facts]


def test_are_kept_and_told_from_all_the_composer_writes(signed_in: Client, shop: Shop, ann: UUID) -> None:
    at = f"/customers/{enter(shop).id}"
    assert signed_in.post(f"{at}/notes", {"body": "Ask @Ann Lee"}, headers=PART).status_code == 200
    call = {"kind": "call", "direction": "in", "summary": "@ann lee knows"}
    assert signed_in.post(f"{at}/calls", call, headers=PART).status_code == 200
    task = {"title": "Help @Ann Lee", "priority": "2"}
    assert signed_in.post(f"{at}/tasks", task, headers=PART).status_code == 200
    assert told(shop) == [("note", [str(ann)]), ("touch", [str(ann)]), ("task", [str(ann)])]
    with as_tenant(shop.tenant_id):
        assert Task.objects.get().mentions == [ann]
        assert Touch.objects.get(kind="call").mentions == [ann]


def test_of_two_with_one_name_the_chosen_one_is_meant(signed_in: Client, shop: Shop, ann: UUID) -> None:
    with as_tenant(shop.tenant_id):
        other = Member.objects.create(person_id=new_id(), name="Ann Lee", email="ann2@x.org").id
    for one in (ann, other):
        sent = {"body": "For @Ann Lee", "mentions": str(one)}
        signed_in.post(f"/customers/{enter(shop).id}/notes", sent, headers=PART)
    assert told(shop) == [("note", [str(ann)]), ("note", [str(other)])]


def test_a_changed_note_tells_only_who_is_new(api: ApiCaller, shop: Shop, ann: UUID) -> None:
    with as_tenant(shop.tenant_id):
        bob = Member.objects.create(person_id=new_id(), name="Bob", email="bob@x.org").id
    note = api.post(f"/customers/{enter(shop).id}/notes", {"body": "x", "mentions": [str(ann)]}).json()
    changed = api.patch(f"/notes/{note['id']}", {"mentions": [str(ann), str(bob)]})
    assert changed.json()["mentions"] == [str(ann), str(bob)]
    assert told(shop)[-1] == ("note", [str(bob)])
    assert api.patch(f"/notes/{note['id']}", {"mentions": [str(new_id())]}).status_code == 404


def test_a_stranger_is_nobody_to_mention(api: ApiCaller, shop: Shop, other_shop: Shop) -> None:
    theirs = clerk(other_shop)
    for path in ("notes", "tasks", "calls"):
        body = {"notes": {"body": "x"}, "tasks": {"title": "x"}, "calls": {"kind": "call", "summary": "x"}}
        sent = {**body[path], "mentions": [str(theirs.member_id)]}
        assert api.post(f"/customers/{enter(shop).id}/{path}", sent).status_code == 404


def test_words_of_a_note_are_taken_back_unless_changed_since(
    signed_in: Client, api: ApiCaller, shop: Shop, ann: UUID
) -> None:
    note = api.post(f"/customers/{enter(shop).id}/notes", {"body": "For @Ann Lee"}).json()
    saved = signed_in.post(f"/notes/{note['id']}", {"body": "For nobody", "version": "1"}, headers=PART)
    undo = saved.headers["HX-Trigger"].split('"undo": "')[1].split('"')[0]
    assert signed_in.post(undo, headers=PART).status_code == 204
    assert api.get(f"/notes/{note['id']}").json()["body"] == "For @Ann Lee"
    assert signed_in.post(undo, headers=PART).status_code == 409


def test_a_task_goes_back_to_all_it_was(signed_in: Client, api: ApiCaller, shop: Shop, ann: UUID) -> None:
    given = {"title": "Old", "body": "Words", "due_at": "2027-03-04T10:00:00Z", "assignee_id": str(ann)}
    task = api.post(f"/customers/{enter(shop).id}/tasks", given).json()
    sent = {"title": "New", "body": "", "priority": "3", "version": "1", "assignee_id": ""}
    saved = signed_in.post(f"/tasks/{task['id']}", sent, headers=PART)
    undo = saved.headers["HX-Trigger"].split('"undo": "')[1].split('"')[0]
    assert signed_in.post(undo, headers=PART).status_code == 204
    back = api.get(f"/tasks/{task['id']}").json()
    assert {name: back[name] for name in (*given, "priority")} == {**given, "priority": 2}


def test_tags_are_taken_back_unless_changed_since(signed_in: Client, api: ApiCaller, shop: Shop) -> None:
    ada = enter(shop, tags=("vip", "old & loyal"))
    saved = signed_in.post(f"/customers/{ada.id}/tags", {"tags": "new"}, headers=PART)
    undo = saved.headers["HX-Trigger"].split('"undo": "')[1].split('"')[0]
    assert signed_in.post(undo, headers=PART).status_code == 204
    assert api.get(f"/customers/{ada.id}").json()["tags"] == ["old & loyal", "vip"]
    assert signed_in.post(undo, headers=PART).status_code == 409
