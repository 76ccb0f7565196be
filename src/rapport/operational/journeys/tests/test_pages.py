"""The pages of a journey: made, drawn, put live, looked at; who is where and why they left."""

import re
from datetime import timedelta
from html import unescape

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.bigdata.realtime.api import add_trigger
from rapport.operational.journeys.contracts import JourneyDraft
from rapport.operational.journeys.operations.entering import enter_customer
from rapport.operational.journeys.operations.journeys import create_journey
from rapport.operational.journeys.tests.walking import chain, forward, journey, people, walk


def test_from_a_name_to_people_on_the_way(shop: Shop, signed_in: Client) -> None:
    made = signed_in.post("/journeys/new", {"name": "Welcome", "about": "Greets"})
    drawing = made["Location"]
    here = drawing.removesuffix("/draw")
    assert b"Welcome" in signed_in.get("/journeys").content

    def press(what: str, **values: str) -> str:
        answer = signed_in.post(f"{drawing}/{what}", values, headers={"HX-Request": "true"})
        assert answer.status_code in (200, 422), answer.content
        return answer.content.decode()

    assert 'aria-current="step"' in press("add", place="n1:next", kind="task")
    refused = signed_in.post(f"{here}/publish")
    assert refused.status_code == 422 and b"Something is still to be filled in." in refused.content
    press("set", **{"step": "n3", "set-title": "Call", "set-days": "1"})
    assert "0" not in re.findall(r'id="step-n4"', press("undo"))
    press("redo")
    press("add", place="n3:next", kind="branch")
    assert press("move", step="n3", place="n4:no").count('class="journey-plus"') == 4
    assert "A step cannot stand behind itself." not in press("remove", step="n4")
    asked = signed_in.get(f"{drawing}/conditions?step=n1&setting=filter&filter=country:is:DE")
    assert "Take these conditions" in asked.content.decode()
    signed_in.post(f"{drawing}/conditions?step=n1&setting=filter&filter=country:is:DE")
    assert "Germany" in signed_in.get(f"{drawing}?step=n1").content.decode()
    assert signed_in.post(f"{here}/publish").status_code == 302
    assert b"Is live" in signed_in.get(here).content


def test_numbers_of_the_picture_lead_to_their_people(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    line = journey(shop, chain(("wait", {"amount": 2, "unit": "days"}), ("tag", {"tag": "new"})))
    ids = people(shop, 3)
    for one in ids[:2]:
        enter_customer(line.id, one, actor=shop.actor)
    walk(shop)
    forward(shop, timedelta(days=2))
    walk(shop)
    enter_customer(line.id, ids[2], actor=shop.actor)
    walk(shop)
    with django_assert_max_num_queries(25):
        page = signed_in.get(f"/journeys/{line.id}").content.decode()
    links = [unescape(one) for one in re.findall(r'class="journey-here" href="([^"]+)"', page)]
    assert len(links) == 4
    with django_assert_max_num_queries(25):
        waiting = signed_in.get(links[1]).content.decode()
    assert "P 2" in waiting and "P 0" not in waiting
    done = signed_in.get(links[3]).content.decode()
    assert "P 0" in done and "P 1" in done and "P 2" not in done
    assert "Came to an end" in done


def test_who_begins_by_a_trigger_chooses_among_those_there_are(shop: Shop, signed_in: Client) -> None:
    trigger = add_trigger({"name": "Cheaper lamp", "kind": "cheaper"}, actor=shop.actor)
    graph = chain(entry={"trigger": "fact", "fact": "trigger.fired.v1", "rule": str(trigger.id)})
    made = create_journey(JourneyDraft("Offers"), actor=shop.actor, graph=graph)
    page = signed_in.get(f"/journeys/{made.id}/draw?step=n1").content.decode()
    assert f'<option value="{trigger.id}" selected>Cheaper lamp</option>' in page
    assert '<option value="idle">Left a cart alone</option>' in page


def test_a_stranger_sees_nothing(shop: Shop, other_shop: Shop, signed_in: Client) -> None:
    line = journey(other_shop, chain(("tag", {"tag": "new"})))
    assert signed_in.get(f"/journeys/{line.id}").status_code == 404
    assert signed_in.post(f"/journeys/{line.id}/stop").status_code == 404
