"""Seeing the desk as another member: what is seen, that nothing is written, who may; all on record."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import Shop

from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import enter, unit
from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.models import Person, Seeing
from rapport.kernel.identity.operations.seeing import begin_seeing
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def clerk(shop: Shop) -> UUID:
    """A clerk of the shop, who sees little."""
    person = identity.create_person(f"carl@{shop.tenant_id}.example", "Carl Clerk")
    return identity.add_member(shop.tenant_id, person, ["clerk"]).id


def begin(browser: Client, member_id: UUID) -> None:
    answer = browser.post(f"/settings/people/{member_id}/see-as")
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_shows_what_the_other_sees_and_says_so(signed_in: Client, shop: Shop, clerk: UUID) -> None:
    north = unit(shop, "north")
    identity.change_member(clerk, {"unit_id": north}, actor=shop.actor)
    ada = enter(shop, unit_id=north)
    assert "See as this person" in signed_in.get(f"/settings/people/{clerk}").content.decode()
    assert signed_in.get("/settings/tokens").status_code == 200
    begin(signed_in, clerk)
    page = signed_in.get("/").content.decode()
    assert "You see the desk as Carl Clerk sees it." in page
    assert signed_in.get("/settings/tokens").status_code == 403
    for path in (
        "/customers",
        "/tasks",
        "/orders",
        "/products",
        "/quality",
        "/settings/",
        f"/customers/{ada.id}",
    ):
        assert signed_in.get(path).status_code == 200, path
    assert signed_in.post("/see-as/end").status_code == 302
    assert "You see the desk as" not in signed_in.get("/").content.decode()
    assert signed_in.get("/settings/tokens").status_code == 200


@pytest.mark.parametrize(
    "path", ["/customers/new", "/language", "/account/email/", "/businesses/", "/settings/of/business"]
)
def test_refuses_every_write(path: str, signed_in: Client, clerk: UUID) -> None:
    begin(signed_in, clerk)
    assert signed_in.post(path, {"kind": "person", "name": "Ada"}).status_code == 403


def test_the_database_itself_refuses_what_a_page_would_write_while_reading(
    signed_in: Client, clerk: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rapport.desk.home.http import home
    from rapport.kernel.identity.models import Team

    def write(*ignored: object) -> None:
        Team.objects.create(name="Sneaked in")

    begin(signed_in, clerk)
    monkeypatch.setattr(home, "list_cards", write)
    answer = signed_in.get("/")
    assert answer.status_code == 403
    assert "nothing can be changed" in answer.content.decode()


def test_is_on_record_from_beginning_to_end(signed_in: Client, shop: Shop, clerk: UUID) -> None:
    begin(signed_in, clerk)
    signed_in.post("/see-as/end")
    for name in ("seeing.began.v1", "seeing.ended.v1"):
        (fact,) = facts_of(shop.tenant_id, name)
        assert (fact["viewer_id"], fact["member_id"]) == (str(shop.actor.id), str(clerk))
    with as_tenant(shop.tenant_id):
        changes = [line for line in list_changes(subject_id=clerk) if line.table == "seeing"]
    assert [(line.op, line.actor_id) for line in changes] == [("U", shop.actor.id), ("I", shop.actor.id)]


def test_ends_by_itself_after_an_hour_and_with_the_rights(signed_in: Client, shop: Shop, clerk: UUID) -> None:
    begin(signed_in, clerk)
    with as_tenant(shop.tenant_id):
        Seeing.objects.update(began_at=timezone.now() - timedelta(hours=2))
    assert signed_in.get("/settings/tokens").status_code == 200
    begin(signed_in, clerk)
    identity.suspend_member(clerk, actor=shop.actor)
    assert signed_in.get("/settings/tokens").status_code == 200


def test_needs_a_right_of_its_own(client_of: Callable[..., Client], shop: Shop, clerk: UUID) -> None:
    other = identity.create_person(f"mia@{shop.tenant_id}.example", "Mia Manager")
    manager = identity.add_member(shop.tenant_id, other, ["manager"])
    with as_tenant(shop.tenant_id):
        actor = identity.get_member_actor(manager.id)
    with pytest.raises(Forbidden):
        begin_seeing(clerk, actor=actor)


def test_never_a_stranger_oneself_host_staff_or_more_than_one_may(
    shop: Shop, other_shop: Shop, clerk: UUID
) -> None:
    with pytest.raises(Missing):
        begin_seeing(other_shop.actor.member_id or clerk, actor=shop.actor)
    with pytest.raises(Forbidden) as own:
        begin_seeing(shop.actor.member_id or clerk, actor=shop.actor)
    assert own.value.code == "own-desk"
    with as_tenant(shop.tenant_id):
        narrow = identity.Actor(
            tenant_id=shop.tenant_id,
            kind="member",
            id=shop.actor.id,
            name="Narrow",
            grants=(identity.Grant("impersonate", "member"),),
            member_id=shop.actor.member_id,
        )
    with pytest.raises(Forbidden) as more:
        begin_seeing(clerk, actor=narrow)
    assert more.value.code == "uncovered"
    Person.objects.filter(email=f"carl@{shop.tenant_id}.example").update(is_host=True)
    with pytest.raises(Forbidden) as host:
        begin_seeing(clerk, actor=shop.actor)
    assert host.value.code == "host"
