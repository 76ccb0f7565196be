"""A stranger's id in every place an id can travel: path, query, body and background job.

The calls are well formed, made from the description's own examples, so that nothing but the id stands between
them and the record. Each place is tried by itself, every other id being the caller's own.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connections

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.ids import new_id
from rapport.kernel.jobs import registry
from rapport.kernel.jobs.api import JobRun, Progress
from rapport.kernel.rest.http import limits
from tests.house import ApiCaller, Shop
from tests.matrix.requests import Place, Request, read_description
from tests.matrix.samples import CANARY, Samples, checksums, plant

# Rows of these calls are answered one by one: the call is taken, the row is refused.
BY_ROW = frozenset(
    {
        *("bulk_contracts", "bulk_customers", "bulk_mood_texts", "bulk_orders", "bulk_products"),
        "bulk_units",
    }
)
_CHANGING = re.compile(rb'[0-9a-f]{8}-[0-9a-f-]{27}|"(?:before|as_of|at)":"[^"]*"')


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the matrix call more often than a program may."""
    monkeypatch.setattr(limits, "RATE", 1_000_000)


@pytest.fixture
def mine(shop: Shop) -> Samples:
    """A row of the caller's own in every table, all under one id."""
    return plant(shop.tenant_id)


@pytest.fixture
def theirs(other_shop: Shop) -> Samples:
    """A row of the stranger's in every table, all under one id."""
    return plant(other_shop.tenant_id)


@pytest.fixture
def unhurt(shop: Shop, other_shop: Shop, mine: Samples, theirs: Samples) -> Iterator[None]:
    """After the test both businesses are, to the last byte, what they were before."""
    before = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    yield
    after = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    changed = [
        table for one, other in zip(before, after, strict=True) for table in one if one[table] != other[table]
    ]
    assert changed == [], f"a refused call changed {changed}"


def send(api: ApiCaller, request: Request) -> Any:
    body, media_type = request.encoded()
    headers = {"Authorization": f"Bearer {api.secret}"}
    return api.client.generic(request.method, request.address, body, content_type=media_type, headers=headers)


def tries(mine: UUID) -> Iterator[tuple[Request, Place]]:
    """Yield every operation with every place an id can travel in."""
    document = read_description()
    for method, path, operation in document.operations():
        request = document.request(method, path, operation, mine)
        for place in document.places(request, operation):
            yield request, place


def leaks(api: ApiCaller, mine: UUID, theirs: UUID) -> list[str]:
    """Return the places that take a stranger's id, or tell it from one there is not."""
    found = []
    for request, place in tries(mine):
        stranger, absent = (send(api, request.put(place, record)) for record in (theirs, new_id()))
        said = [_CHANGING.sub(b"", answer.content) for answer in (stranger, absent)]
        if CANARY.encode() in stranger.content and CANARY.encode() not in absent.content:
            found.append(f"{request.name}, {place}: shows the stranger's")
        elif stranger.status_code != absent.status_code or said[0] != said[1]:
            found.append(f"{request.name}, {place}: {stranger.status_code}, {absent.status_code}")
        elif not _refused(request, place, stranger):
            found.append(f"{request.name}, {place}: {stranger.status_code} {stranger.content[:300]!r}")
    return found


def _refused(request: Request, place: Place, answer: Any) -> bool:
    if place.where == "query":
        empty = answer.status_code == 200 and answer.json().get("items") == []
        return empty or answer.status_code in (404, 403)
    if place.where == "body" and request.name in BY_ROW:
        return bool(answer.status_code == 200 and answer.json()["rejected"] == 1)
    return bool(answer.status_code == 404)


@pytest.mark.usefixtures("unhurt")
class TestEveryPlace:
    def test_answers_a_stranger_like_nobody(self, api: ApiCaller, mine: Samples, theirs: Samples) -> None:
        found = leaks(api, mine.id, theirs.id)
        assert not found, "\n".join(found)

    def test_does_so_by_row_level_security_alone(
        self, api: ApiCaller, mine: Samples, theirs: Samples, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Actor, "scope", lambda self, verb, kind: Scope.ALL)
        monkeypatch.setattr(Actor, "may_write", lambda self, kind, name: True)
        found = leaks(api, mine.id, theirs.id)
        assert not found, "\n".join(found)


def test_the_same_calls_reach_what_is_ones_own(api: ApiCaller, mine: Samples) -> None:
    """The positive control: 404 everywhere would prove nothing."""
    reached = {
        f"{request.name} {place}"
        for request, place in tries(mine.id)
        if request.method == "GET" and send(api, request).status_code == 200
    }
    assert len(reached) >= 25, sorted(reached)


def test_a_hole_in_the_wall_would_be_seen(api: ApiCaller, mine: Samples, theirs: Samples) -> None:
    """The other control: with one policy too many, the places that name a unit tell the stranger's."""
    with connections["owner"].cursor() as owner:
        owner.execute("create policy hole on unit using (true)")
        try:
            found = leaks(api, mine.id, theirs.id)
        finally:
            owner.execute("drop policy hole on unit")
    assert any(leak.startswith("get_unit, path") for leak in found), found
    assert any("body" in leak for leak in found), found


class Anywhere(dict[str, str | list[str]]):
    """A job's arguments in which every id asked for is the stranger's, one or many, and all else a one."""

    def __init__(self, record: UUID) -> None:
        super().__init__()
        self.record = str(record)

    def __missing__(self, name: str) -> str | list[str]:
        if name.endswith("ids"):
            return [self.record]
        return self.record if name.endswith(("id", "batch")) else "1"


@pytest.mark.parametrize("alone", [False, True], ids=["with our filter", "row-level security alone"])
def test_background_work_reaches_no_stranger(
    shop: Shop, other_shop: Shop, theirs: Samples, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    if alone:
        monkeypatch.setattr(Actor, "scope", lambda self, verb, kind: Scope.ALL)
    before = checksums(other_shop.tenant_id)
    ran = []
    for name, kind in list(registry._kinds.items()):
        run = JobRun(new_id(), shop.tenant_id, shop.actor, Anywhere(theirs.id), 1, Progress())
        try:
            kind.handler(run)
        except RapportError as error:
            assert error.kind == "missing", (name, error)
        except ObjectDoesNotExist:
            pass  # a row that is not there, said without a sentence
        ran.append(name)
    assert len(ran) > 4
    assert checksums(other_shop.tenant_id) == before
