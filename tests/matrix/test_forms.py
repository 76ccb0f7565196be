"""What pages post, with a stranger's id in each place: path, query, body, file.

The forms are the pages' own, read from them as a browser would, so that nothing but the id stands between a
call and the record. Each place is tried by itself, every other id being the caller's own.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from rapport.customers.intake.api import get_progress, take_path
from rapport.customers.intake.api.landing import run_import
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.ids import new_id
from tests.house import ApiCaller, Shop
from tests.matrix.forms import QUERIES
from tests.matrix.furnished import furnish
from tests.matrix.posts import Pages, Post, key_of
from tests.matrix.routes import Route, list_routes
from tests.matrix.samples import CANARY, Samples, checksums, plant
from tests.matrix.test_pages import changeless

ROUTES = [route for route in list_routes() if route.access and route.access.who in ("needs", "member")]
# Work on chosen rows is noted as a run, also where none is one's own; what one opened is recent, and read;
# what one's filter found is frozen.
NOTED = frozenset({"bulk_run", "bulk_part", "change", "recent", "notice", "list_snapshot"})


@pytest.fixture
def pages(shop: Shop, api: ApiCaller, signed_in: Client, tmp_path: Path) -> Pages:
    """The pages of a shop that has one of everything."""
    return Pages(signed_in, furnish(shop, api, tmp_path))


@pytest.fixture
def theirs(other_shop: Shop) -> Samples:
    """A row of the stranger's in every table, all under one id."""
    return plant(other_shop.tenant_id)


@pytest.fixture
def unhurt(shop: Shop, other_shop: Shop, pages: Pages, theirs: Samples) -> Iterator[None]:
    """After the test both businesses are what they were before."""
    before = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    yield
    after = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    assert {table for table in before[0] if before[0][table] != after[0][table]} <= NOTED
    assert before[1] == after[1]


def list_posts(pages: Pages, routes: list[Route]) -> tuple[list[Post], list[str]]:
    """Return what the pages post, and the routes about a record of which nobody says what is posted."""
    posts, unlisted = [], []
    for route in routes:
        post = pages.find_post(route)
        if post is not None:
            posts.append(post)
        elif route.takes_id and takes_posts(pages, route):
            unlisted.append(key_of(route))
    return posts, unlisted


def takes_posts(pages: Pages, route: Route) -> bool:
    """Tell whether a POST does anything else than a GET."""
    address = pages.address_of(route)
    read, posted = pages.browser.get(address), pages.browser.post(address)
    only_shown = read.status_code == posted.status_code and read.status_code in (200, 204)
    return posted.status_code != 405 and not only_shown


def leaks(pages: Pages, theirs: UUID, routes: list[Route] = ROUTES) -> list[str]:
    """Return the places that take a stranger's id, or tell it from one there is not."""
    posts, unlisted = list_posts(pages, routes)
    assert not unlisted, (
        "Nobody says what these routes take. Draw their form on the page above them, or name their query and "
        f"body in tests/matrix/forms.py: {unlisted}"
    )
    found = []
    for post in posts:
        for where, name in post.places():
            answers = [post.put(where, name, one).send(pages.browser) for one in (theirs, new_id())]
            if fault := fault_of(*answers, missing=where == "path"):
                found.append(f"{key_of(post.route)}, {where} {name}: {fault}")
    for query in QUERIES:
        asked = query.format(**pages.own)
        answers = [pages.browser.get(f"{asked}{one}") for one in (theirs, new_id())]
        if fault := fault_of(*answers):
            found.append(f"{query}: {fault}")
    return found


def fault_of(stranger: Any, absent: Any, *, missing: bool = False) -> str:
    """Tell what is wrong about the answers to a stranger's id and to none."""
    said = [changeless(answer) for answer in (stranger, absent)]
    if CANARY.encode() in said[0] and CANARY.encode() not in said[1]:
        return "shows the stranger's"
    if stranger.status_code != absent.status_code or said[0] != said[1]:
        return f"{stranger.status_code}, {absent.status_code}"
    wrong = stranger.status_code != 404 if missing else stranger.status_code >= 500
    return f"{stranger.status_code}" if wrong else ""


@pytest.mark.usefixtures("unhurt")
@pytest.mark.parametrize("alone", [False, True], ids=["with our filter", "row-level security alone"])
def test_a_strangers_record_is_as_good_as_none(
    pages: Pages, theirs: Samples, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    if alone:
        monkeypatch.setattr(Actor, "scope", lambda self, verb, kind: Scope.ALL)
        monkeypatch.setattr(Actor, "may_write", lambda self, kind, name: True)
    found = leaks(pages, theirs.id)
    assert not found, "\n".join(found)


def test_the_same_forms_do_what_they_are_for(pages: Pages) -> None:
    """The positive control: most are taken with one's own ids; one may be in the next one's way."""
    posts, _unlisted = list_posts(pages, ROUTES)
    answered = [(key_of(post.route), post.send(pages.browser).status_code) for post in posts]
    refused = [(key, status) for key, status in answered if status not in (200, 204, 302)]
    assert len(refused) < len(posts) / 4, refused
    assert not [key for key, status in refused if status >= 500]


def test_a_hole_in_the_wall_would_be_seen(pages: Pages, theirs: Samples) -> None:
    """The other control: with policies too many, a stranger's unit is seen in a path, and in a body."""
    about_units = [route for route in ROUTES if "units" in route.pattern]
    with connections["owner"].cursor() as owner:
        owner.execute("create policy hole on unit using (true)")
        try:
            found = leaks(pages, theirs.id, about_units)
        finally:
            owner.execute("drop policy hole on unit")
    assert any(one.startswith("settings/units/*, path") for one in found), found
    assert any("body unit" in one for one in found), found


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("customers", ("id", "name", "unit", "owner", "tags")),
        ("orders", ("invoice", "customer", "sku", "description")),
    ],
)
def test_a_file_reaches_no_stranger(
    shop: Shop, other_shop: Shop, theirs: Samples, tmp_path: Path, kind: str, names: tuple[str, ...]
) -> None:
    before = checksums(other_shop.tenant_id)
    told = []
    for one in (theirs.id, new_id()):
        path = tmp_path / f"{one}.csv"
        fixed = {"date": "2026-01-02", "quantity": "1", "price": "1"}
        path.write_text(
            ",".join((*names, *fixed)) + "\n" + ",".join((*[str(one)] * len(names), *fixed.values())) + "\n"
        )
        run = take_path(path, kind, actor=shop.actor)
        run_import(run.id, actor=shop.actor)
        progress = get_progress(run.id, actor=shop.actor)
        told.append((progress.accepted, progress.rejected))
    assert told[0] == told[1]
    assert checksums(other_shop.tenant_id) == before
