"""Who may call which operation of the API; generated from its OpenAPI description."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from rapport.kernel.identity.api import Actor, Scope, issue_token, revoke_token
from rapport.kernel.identity.models import Role
from rapport.kernel.ids import new_id
from rapport.kernel.rest.http import limits
from rapport.kernel.tenancy.api import as_tenant
from tests.house import ApiCaller, Shop
from tests.matrix.routes import Call, list_calls
from tests.matrix.samples import CANARY, Samples, checksums, plant

# What everybody with a token may ask: about themselves, their own jobs and tasks.
FOR_EVERYBODY = frozenset({"list_jobs", "search", "get_me", "whoami", "list_open_tasks", "list_filter_kinds"})


@pytest.fixture
def theirs(other_shop: Shop) -> Samples:
    """A row of the other business in every table, all under one id."""
    return plant(other_shop.tenant_id)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the matrix call more often than a program may."""
    monkeypatch.setattr(limits, "RATE", 1_000_000)
    monkeypatch.setattr(limits, "TENANT_RATE", 1_000_000)


@pytest.fixture
def unhurt(shop: Shop, other_shop: Shop, theirs: Samples) -> Iterator[None]:
    """After the test both businesses are what they were before."""
    before = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    yield
    after = checksums(shop.tenant_id), checksums(other_shop.tenant_id)
    changed = [
        table for one, other in zip(before, after, strict=True) for table in one if one[table] != other[table]
    ]
    assert changed == [], f"a refused call changed {changed}"


def call(program: Client, one: Call, record: Any, secret: str = "") -> Any:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    body = b"" if one.method in ("GET", "DELETE") else b"{}"
    path = one.address(record)
    return program.generic(one.method, path, body, content_type="application/json", headers=headers)


def reached(program: Client, secret: str, calls: list[Call]) -> list[str]:
    record = new_id()
    return [
        f"{one.method} {one.path} ({one.name}) answers {response.status_code}"
        for one in calls
        if (response := call(program, one, record, secret)).status_code < 400
    ]


def test_there_are_operations_to_try() -> None:
    assert len(list_calls()) > 20


@pytest.mark.usefixtures("unhurt")
def test_strangers_and_dead_tokens_reach_nothing(client: Client, shop: Shop) -> None:
    token, dead = issue_token("dead", "admin", actor=shop.actor)
    revoke_token(token.id, actor=shop.actor)
    for secret in ("", "rpt_guess", dead):
        wrong = [
            f"{one.method} {one.path} answers {response.status_code}"
            for one in list_calls()
            if (response := call(client, one, new_id(), secret)).status_code != 401
        ]
        assert wrong == []


def test_tokens_without_rights_reach_nothing(client: Client, shop: Shop, theirs: Samples) -> None:
    with as_tenant(shop.tenant_id):
        Role.objects.create(code="nobody", name="Nobody")
    caller = ApiCaller(shop.tenant_id, "nobody")
    before = checksums(shop.tenant_id)
    calls = [one for one in list_calls() if one.name not in FOR_EVERYBODY]
    assert reached(client, caller.secret, calls) == []
    assert checksums(shop.tenant_id) == before


@pytest.mark.usefixtures("unhurt")
class TestOtherBusinesses:
    def test_are_not_there(self, client: Client, api: ApiCaller, theirs: Samples) -> None:
        assert leaks(client, api, theirs) == []

    def test_are_not_there_even_without_our_own_filter(
        self, client: Client, api: ApiCaller, theirs: Samples, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Actor, "scope", lambda self, verb, kind: Scope.ALL)
        assert leaks(client, api, theirs) == [], "row-level security alone must hold"

    def test_never_show_in_lists(self, client: Client, api: ApiCaller, theirs: Samples) -> None:
        shown = [
            f"{one.path} answers {response.status_code}"
            for one in list_calls()
            if one.method == "GET" and not one.takes_id
            if CANARY in text_of(response := call(client, one, theirs.id, api.secret))
            or response.status_code >= 500
        ]
        assert shown == []


def text_of(answer: Any) -> str:
    """Return the whole answer as text, files too."""
    whole: bytes = answer.getvalue() if answer.streaming else answer.content
    return whole.decode("utf-8", "replace")


def leaks(client: Client, api: ApiCaller, theirs: Samples) -> list[str]:
    """Return the operations that answer otherwise for a stranger's record than for none at all."""
    found, nothing = [], new_id()
    for one in list_calls():
        if not one.takes_id:
            continue
        answer, absent = (call(client, one, record, api.secret) for record in (theirs.id, nothing))
        text = text_of(answer)
        if answer.status_code < 400 or answer.status_code >= 500 or CANARY in text:
            found.append(f"{one.method} {one.path} answers {answer.status_code}")
        elif answer.status_code != absent.status_code:
            found.append(f"{one.method} {one.path} answers {answer.status_code}, {absent.status_code}")
    return found
