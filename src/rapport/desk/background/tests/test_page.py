"""The page of background work: live, in both languages, one's own jobs only without the right."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.identity.api import add_member, create_person, get_member_actor
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import JobRun, enqueue, register_job, run_next
from rapport.kernel.outbox.api import park_text
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")

KIND = "test.background"


def work(run: JobRun) -> dict[str, int]:
    run.progress.report(3, 4, "Reading")
    return {"read": 3}


@pytest.fixture(autouse=True)
def kind() -> None:
    register_job(KIND, work, title=lambda: "Read <all>", lane="quick")


def run_all() -> None:
    while run_next("quick"):
        pass


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_shows_what_waits_and_what_is_over(
    signed_in: Client, shop: Shop, language: str, django_assert_max_num_queries: Any
) -> None:
    shop.person.locale = language
    shop.person.save()
    enqueue(KIND, {}, actor=shop.actor)
    waiting = signed_in.get("/background").content.decode()
    assert "Read &lt;all&gt;" in waiting
    assert "load delay:1s" in waiting
    run_all()
    with django_assert_max_num_queries(15):
        over = signed_in.get("/background/part").content.decode()
    assert "load delay:5s" in over
    assert shop.actor.name in over
    assert "style=" not in over


def test_what_waits_for_its_hour_is_told_apart_from_what_waits_for_its_turn(
    signed_in: Client, shop: Shop
) -> None:
    enqueue(KIND, {}, actor=shop.actor, due_at=timezone.now() + timedelta(days=2))
    page = signed_in.get("/background").content.decode()
    assert "Planned" in page and "Nothing runs at the moment." in page
    assert "waits for its turn" not in page


def test_shows_facts_that_were_put_aside_and_sends_them_again(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: Any
) -> None:
    assert "Facts put aside" not in signed_in.get("/background").content.decode()
    for number in range(3):
        park_text("lake", shop.tenant_id, new_id(), '{"name": "lamp.lit.v1"}', f"ArrowInvalid: {number % 2}")
    with django_assert_max_num_queries(16):
        page = signed_in.get("/background/part").content.decode()
    assert "ArrowInvalid: 0" in page and "ArrowInvalid: 1" in page
    signed_in.post("/background/parked", {"consumer": "lake", "fact": "lamp.lit.v1"})
    again = signed_in.get("/background").content.decode()
    assert "3 facts are tried again." in again
    assert again.count("is tried again") == 2


def test_stops_a_job(signed_in: Client, shop: Shop) -> None:
    job_id = enqueue(KIND, {}, actor=shop.actor)
    assert signed_in.post(f"/background/{job_id}/cancel").status_code == 200
    assert signed_in.post(f"/background/{job_id}/cancel").status_code == 409


def test_shows_a_clerk_only_their_own(shop: Shop, client_of: Any) -> None:
    person = create_person(f"clerk@{shop.slug}.example", "Cleo")
    member = add_member(shop.tenant_id, person, ["clerk"])
    with as_tenant(shop.tenant_id):
        clerk = get_member_actor(member.id)
    theirs = enqueue(KIND, {}, actor=shop.actor)
    browser = client_of(clerk)
    assert "Read" not in browser.get("/background").content.decode()
    assert browser.post(f"/background/{theirs}/cancel").status_code == 404
    enqueue(KIND, {}, actor=clerk)
    assert "Read" in browser.get("/background").content.decode()
