"""Comments on figures: threads, who is called and answered, and whose words they are."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.reporting.contracts.comments import ANSWERED, MENTIONED, Place
from rapport.analytical.reporting.operations.comments import add_comment, remove_comment
from rapport.analytical.reporting.operations.homes import copy_dashboard
from rapport.analytical.reporting.queries.comments import get_comment, list_threads
from rapport.kernel.errors import Clash, Forbidden, Missing, Unknown
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor, Grant, Scope
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant

OWNER = Place(board="owner")


@pytest.fixture
def other(marts: Shop) -> Actor:
    """Return an analyst of the shop."""
    person = identity.create_person(f"other@{marts.slug}.example", "Other", "correct horse battery")
    member = identity.add_member(marts.tenant_id, person, ["analyst"])
    with as_tenant(marts.tenant_id):
        return identity.get_member_actor(member.id)


def test_threads_tell_who_is_called_and_who_is_answered(marts: Shop, other: Actor) -> None:
    with as_tenant(marts.tenant_id):
        assert other.id
        first = add_comment(OWNER, "Why so few?", mentions=[other.id], actor=marts.actor)
        answer = add_comment(OWNER, "A holiday.", thread_id=first.id, actor=other)
        again = add_comment(OWNER, "I see.", thread_id=answer.id, actor=marts.actor)
        assert again.thread_id == first.id
        ((head, answers),) = list_threads(OWNER, actor=other)
        assert (head.body, [one.body for one in answers]) == ("Why so few?", ["A holiday.", "I see."])
        told = set(Notice.objects.values_list("kind", "member_id", "subject_id"))
        assert (MENTIONED, other.id, first.id) in told
        assert (ANSWERED, marts.actor.id, answer.id) in told
        assert (ANSWERED, other.id, again.id) in told
        assert len(told) == 3


def test_words_are_taken_back_by_who_wrote_them(marts: Shop, other: Actor) -> None:
    with as_tenant(marts.tenant_id):
        first = add_comment(OWNER, "Why so few?", actor=marts.actor)
        answer = add_comment(OWNER, "A holiday.", thread_id=first.id, actor=other)
        reader = replace(other, grants=(Grant("view", "report", Scope.ALL),))
        with pytest.raises(Forbidden):
            remove_comment(first.id, actor=reader)
        remove_comment(first.id, actor=marts.actor)
        ((head, _answers),) = list_threads(OWNER, actor=other)
        assert (head.removed, head.body) == (True, "")
        remove_comment(answer.id, actor=other)
        with pytest.raises(Missing):
            get_comment(answer.id, actor=other)


def test_what_nobody_shared_is_not_spoken_of(marts: Shop, other: Actor) -> None:
    with as_tenant(marts.tenant_id):
        mine = copy_dashboard("owner", "Mine", actor=marts.actor)
        said = add_comment(Place(board=mine.name), "To myself", actor=marts.actor)
        with pytest.raises(Missing):
            get_comment(said.id, actor=other)
        with pytest.raises(Missing):
            add_comment(Place(board=mine.name), "Hello", actor=other)
        for place in (Place(), Place("owner", "of=revenue"), Place(question="of=profit")):
            with pytest.raises(Unknown):
                add_comment(place, "Words", actor=marts.actor)
        with pytest.raises(Unknown):
            add_comment(OWNER, "Words", thread_id=said.id, actor=marts.actor)
        with pytest.raises(Unknown):
            add_comment(OWNER, "Words", mentions=[uuid4()], actor=marts.actor)
        with pytest.raises(Clash):
            add_comment(OWNER, " \n", actor=marts.actor)


def test_pages_and_programs_read_them(marts: Shop, signed_in: Client, api: ApiCaller) -> None:
    assert "/comments?board=owner" in signed_in.get("/dashboards/owner").content.decode()
    assert signed_in.get("/comments?board=owner").status_code == 200
    part = {"HX-Request": "true"}
    sent = {"board": "", "question": "of=revenue&by=day", "body": "Less <b> than usual"}
    page = signed_in.post("/comments/write", sent, headers=part)
    assert "Less &lt;b&gt; than usual" in page.content.decode()
    assert signed_in.post("/comments/write", sent | {"body": " "}, headers=part).status_code == 422
    (one,) = api.get("/reports/comments?question=of=revenue%26by=day%26in=28d").json()["items"]
    assert one["body"] == "Less <b> than usual"
    assert signed_in.get(f"/comments/{one['id']}")["Location"].startswith("/ask?of=revenue&by=day")
    made = api.post("/reports/comments", {"board": "owner", "body": "From afar"})
    assert made.status_code == 201
    assert api.delete(f"/reports/comments/{made.json()['id']}").status_code == 204
    assert api.get("/reports/comments?board=nothing").status_code == 404
    assert api.get("/reports/comments").status_code == 404
