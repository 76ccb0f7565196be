"""Services are made, tried, put live and looked at on pages, and by programs."""

import re
from html import unescape

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.tests.post import received
from rapport.collaborative.logic.models import LogicService, LogicTrace
from rapport.collaborative.logic.tests.answering import JOIN, live, number, sent
from rapport.collaborative.mobile.tests.centre import ADA
from rapport.kernel.tenancy.api import as_tenant

FILLED = {
    **{"is-name": "Join", "is-position": "10", "is-version": ""},
    **{"when-how": "fuzzy", "when-words": "JOIN\nbecome a member", "when-hours": "always"},
    **{
        "then-answer": "Welcome, {{first_name}}!",
        "then-registers": "on",
        "then-minutes": "30",
        "then-tries": "3",
    },
    **{"q0-name": "name", "q0-kind": "name", "q0-question": "Your name?"},
    **{"q1-name": "", "q1-kind": "text", "q1-question": ""},
}


def test_from_a_draft_to_what_was_answered(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = number(shop)
    made = signed_in.post("/answers/new", FILLED)
    assert made.status_code == 302, made.content.decode()
    here = made["Location"]
    assert sent(shop, place, "join") == []
    tried = signed_in.post(f"{here}/try", {"said": "joim", "typed": "Ada", "account": str(place.id)})
    assert "Welcome, Ada!" in tried.content.decode()
    assert "nearly the keyword" in tried.content.decode()
    part = signed_in.post(
        f"{here}/try",
        {**FILLED, "then-answer": "Hi {{name}}", "said": "join", "typed": "Ada"},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Hi Ada" in part and "<html" not in part
    assert signed_in.post(f"{here}/publish").status_code == 302
    assert sent(shop, place, "join", "2")[-1] == "Your name?"
    edit = signed_in.get(f"{here}/edit").content.decode()
    version = re.findall(r'name="is-version" value="(\d+)"', edit)[0]
    stale = signed_in.post(f"{here}/edit", {**FILLED, "is-version": "1"})
    assert stale.status_code == 422
    changed = {**FILLED, "is-version": version, "then-answer": "Good day!"}
    assert signed_in.post(f"{here}/edit", changed).status_code == 302
    with django_assert_max_num_queries(25):
        page = signed_in.get(here).content.decode()
    assert "Changed since" in page and "Version" in page
    assert signed_in.post(f"{here}/versions/1/restore").status_code == 302
    with django_assert_max_num_queries(25):
        assert "Join" in signed_in.get("/answers").content.decode()
    with django_assert_max_num_queries(25):
        log = unescape(signed_in.get("/answers/log").content.decode())
    assert "Question asked" in log and ADA in log
    with as_tenant(shop.tenant_id):
        thread = LogicTrace.objects.latest("at").conversation_id
    said = unescape(signed_in.get(f"/conversations/{thread}").content.decode())
    assert "Question asked by “Join”, version 1:" in said
    assert signed_in.post(f"{here}/rest").status_code == 302
    with as_tenant(shop.tenant_id):
        assert LogicService.objects.get().state == "resting"


def test_what_is_not_sound_says_so_at_its_field(shop: Shop, signed_in: Client) -> None:
    made = signed_in.post("/answers/new", {**FILLED, "then-answer": "{{nobody}}", "when-words": "STOP"})
    here = made["Location"]
    page = unescape(signed_in.get(here).content.decode())
    assert "means that somebody wants no more" in page
    signed_in.post(f"{here}/publish")
    with as_tenant(shop.tenant_id):
        assert LogicService.objects.get().state == "draft"
    signed_in.post(f"{here}/conditions?filter=country:is:DE")
    assert "Germany" in signed_in.get(here).content.decode()
    assert signed_in.post(f"{here}/remove").status_code == 302


def test_a_stranger_sees_nothing(shop: Shop, other_shop: Shop, signed_in: Client) -> None:
    line = live(other_shop, "Hours", "hours")
    for path, post in (("", False), ("/edit", False), ("/publish", True), ("/remove", True), ("/try", True)):
        call = signed_in.post if post else signed_in.get
        assert call(f"/answers/{line.id}{path}").status_code == 404
    assert sent(shop, number(shop), "hours") == []


def test_programs_make_try_and_follow_services(api: ApiCaller, shop: Shop) -> None:
    body = {"name": "Hours", "when": {"words": ["hours"]}, "then": {"answer": "Till 18."}}
    made = api.post("/answer-services", body)
    assert made.status_code == 201, made.content
    path = f"/answer-services/{made.json()['id']}"
    tried = api.post("/answer-services/try", {"texts": ["HOURS"], "service_id": made.json()["id"]}).json()
    assert [(one["kind"], one["answer"], one["number"]) for one in tried["items"]] == [
        ("answered", "Till 18.", 0)
    ]
    assert api.post(f"{path}/publish").json()["live"] == 1
    refused = {**body, "then": {"answer": "{{nobody}}"}}
    assert api.call("PUT", path, refused, If_Match='"1"').status_code == 412
    assert api.call("PUT", path, refused).json()["changed"] is True
    clash = api.post(f"{path}/publish")
    assert clash.status_code == 409 and "answer" in clash.json()["fields"]
    assert [one["number"] for one in api.get(f"{path}/versions").json()["items"]] == [1]
    assert api.post(f"{path}/restore", {"number": 1}).json()["changed"] is False
    received(number(shop), sender=ADA, text="hours", subject="")
    (trace,) = api.get(f"/answer-traces?service_id={made.json()['id']}").json()["items"]
    assert (trace["service"], trace["number"], trace["answer"]) == ("Hours", 1, "Till 18.")
    assert api.delete(path).status_code == 409
    live(shop, "Join", "join", then=JOIN)
    assert len(api.get("/answer-services?state=live").json()["items"]) == 2
    assert api.get("/answer-services/look-ups").status_code == 200
