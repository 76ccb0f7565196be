"""Who may reach which page: strangers, members without rights, members of another business.

A new route takes part by itself. All it must do is to say who may reach it, in its room's `http/urls.py`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor, Scope, list_kinds
from rapport.kernel.identity.models import Role
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from tests.house import Shop
from tests.matrix.routes import Route, list_routes
from tests.matrix.samples import CANARY, Samples, checksums, plant

ROUTES = list_routes()
OWN_DOOR = ("public", "outside")
# What differs between two equal answers: keys, ids, and a toast left over from the call before.
_CHANGING = re.compile(rb"[A-Za-z0-9]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|<ui-toasts.*?</ui-toasts>", re.DOTALL)


def guarded() -> list[Route]:
    return [route for route in ROUTES if route.access is None or route.access.who not in OWN_DOOR]


def calls(routes: list[Route]) -> Iterator[tuple[str, Route]]:
    for route in routes:
        for method in ("get", "post"):
            yield method, route


@pytest.fixture
def theirs(other_shop: Shop) -> Samples:
    """A row of the other business in every table, all under one id."""
    return plant(other_shop.tenant_id)


@pytest.fixture
def unhurt(shop: Shop, other_shop: Shop, theirs: Samples) -> Iterator[None]:
    """After the test both businesses are, to the last byte, what they were before."""
    before = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    yield
    after = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    changed = [
        table for one, other in zip(before, after, strict=True) for table in one if one[table] != other[table]
    ]
    assert changed == [], f"a refused request changed {changed}"


def test_every_route_says_who_may_reach_it() -> None:
    unlisted = [f"/{route.pattern}  ({route.view})" for route in ROUTES if route.access is None]
    assert not unlisted, (
        "These routes do not say who may reach them. In the room's http/urls.py wrap the view by one of\n"
        '  needs("view", "customer")(view)   a member whose roles allow the verb on the kind\n'
        "  member_only(view)  person_only(view)  host_only(view)\n"
        '  public(view, "why everybody may")   outside(view, "which door it keeps itself")\n'
        "from rapport.kernel.identity.api:\n  " + "\n  ".join(unlisted)
    )


def test_every_right_a_route_asks_for_can_be_given() -> None:
    known = {(verb, kind.name) for kind in list_kinds() for verb in kind.verbs}
    unknown = {
        f"{asked.verb} {asked.kind}  (/{route.pattern})"
        for route in ROUTES
        if (asked := route.access) and asked.who == "needs" and (asked.verb, asked.kind) not in known
    }
    assert not unknown, (
        "No role can be given these rights, so only administrators ever reach the routes. Name the kind\n"
        'in the room\'s apps.py: register_kind(Kind("tariff", _("Tariffs"), verbs=("view", "edit")))\n  '
        + "\n  ".join(sorted(unknown))
    )


@pytest.mark.usefixtures("unhurt")
def test_strangers_reach_nothing(client: Client, theirs: Samples) -> None:
    reached = []
    for method, route in calls(guarded()):
        response = getattr(client, method)(route.address(theirs.id))
        to_sign_in = response.status_code == 302 and response["Location"].startswith("/sign-in/")
        if not (to_sign_in or response.status_code in (401, 403, 404, 405)):
            reached.append(f"{method.upper()} /{route.pattern} answers {response.status_code}")
    assert reached == []


def test_members_without_rights_reach_nothing_that_asks_for_one(
    shop: Shop, client_of: Callable[[Any], Client], theirs: Samples
) -> None:
    with as_tenant(shop.tenant_id):
        Role.objects.create(code="nobody", name="Nobody")
    person = identity.create_person(f"nobody@{shop.slug}.example", "No Body")
    browser = client_of(identity.add_member(shop.tenant_id, person, ["nobody"]))
    reached = []
    asking = [route for route in ROUTES if route.access and route.access.who in ("needs", "host")]
    before = checksums(shop.tenant_id)
    for method, route in calls(asking):
        response = getattr(browser, method)(route.address(theirs.id))
        if response.status_code != 403:
            reached.append(f"{method.upper()} /{route.pattern} answers {response.status_code}")
    assert reached == []
    assert checksums(shop.tenant_id) == before


@pytest.mark.usefixtures("unhurt")
class TestOtherBusinesses:
    """A record of another business is as good as not there, whatever is done with its id."""

    def test_are_not_there(self, signed_in: Client, theirs: Samples) -> None:
        found = leaks(signed_in, theirs.id)
        assert not found, "\n".join(found)

    def test_are_not_there_even_without_our_own_filter(
        self, signed_in: Client, theirs: Samples, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Actor, "scope", lambda self, verb, kind: Scope.ALL)
        monkeypatch.setattr(Actor, "may_write", lambda self, kind, name: True)
        found = leaks(signed_in, theirs.id)
        assert not found, "row-level security alone must hold:\n" + "\n".join(found)

    def test_never_show_in_lists(self, signed_in: Client, theirs: Samples) -> None:
        shown = []
        for route in ROUTES:
            if route.takes_id or (route.access and route.access.who in OWN_DOOR):
                continue
            response = signed_in.get(route.address(theirs.id))
            if CANARY.encode() in body_of(response) or response.status_code >= 500:
                shown.append(f"/{route.pattern} answers {response.status_code}")
        assert shown == []


def test_the_rows_planted_are_there_for_those_they_belong_to(
    other_shop: Shop, client_of: Callable[[Any], Client], theirs: Samples
) -> None:
    """The positive control: without it, 404 everywhere would prove nothing."""
    assert {"party", "member", "unit", "team", "role", "note", "task"} <= set(theirs.tables)
    browser = client_of(other_shop.actor)
    found = [
        route.pattern
        for route in ROUTES
        if route.takes_id
        and route.access
        and route.access.who == "needs"
        and answers(browser, route.address(theirs.id))
    ]
    assert len(found) >= 5, found


def test_a_hole_in_the_wall_would_be_seen(
    shop: Shop, signed_in: Client, theirs: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other control: with one policy too many on customers, the matrix finds the leak."""
    signed_in.raise_request_exception = False
    with connections["owner"].cursor() as owner:
        owner.execute("create policy hole on party using (true)")
        try:
            assert any("customers/<uuid" in leak for leak in leaks(signed_in, theirs.id))
        finally:
            owner.execute("drop policy hole on party")


def answers(browser: Client, address: str) -> bool:
    browser.raise_request_exception = False
    return bool(browser.get(address).status_code == 200)


def leaks(browser: Client, record: UUID) -> list[str]:
    """Return the routes that answer otherwise for a stranger's record than for none at all."""
    found = []
    nothing = new_id()
    for method, route in calls([route for route in guarded() if route.takes_id]):
        theirs = getattr(browser, method)(route.address(record))
        absent = getattr(browser, method)(route.address(nothing))
        said = [changeless(answer) for answer in (theirs, absent)]
        same = theirs.status_code == absent.status_code and said[0] == said[1]
        served = theirs.status_code == 200 or theirs.status_code >= 500
        if served or not same or CANARY.encode() in said[0]:
            found.append(
                f"{method.upper()} /{route.pattern} answers {theirs.status_code}, {absent.status_code}"
            )
    return found


def changeless(response: Any) -> bytes:
    """Return the answer without what differs between two equal ones; a stream is read by that."""
    return _CHANGING.sub(b"", body_of(response))


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)
