"""Calls are counted and a token's last use is kept, at most once a minute; a plan's calls run out."""

from typing import Any

import pytest
from tests.house import ApiCaller, Shop

from rapport.kernel.audit.api import list_changes, list_origins
from rapport.kernel.identity import api as identity
from rapport.kernel.metering.api import list_usage, save_plan
from rapport.kernel.rest.http import tally
from rapport.kernel.tenancy.api import as_tenant, change_tenant


def used(shop: Shop) -> int:
    from datetime import UTC, datetime

    with as_tenant(shop.tenant_id):
        return sum(line.amount for line in list_usage(datetime.now(UTC).date()) if line.meter == tally.METER)


def test_the_last_use_is_kept_with_its_place_and_leaves_no_history(api: ApiCaller, shop: Shop) -> None:
    for address in ("192.0.2.7", "192.0.2.8"):
        api.client.get(
            "/api/v1/me",
            REMOTE_ADDR=address,
            headers={"Authorization": f"Bearer {api.secret}", "User-Agent": "till"},
        )
    with as_tenant(shop.tenant_id):
        (line,) = identity.list_tokens(shop.actor)
        assert line.last_used_at is not None
        assert line.last_used_from == "192.0.2.7", "the second call came within the minute"
        assert [change.op for change in list_changes(tables=("api_token", "token_use"))] == ["I"]


def test_calls_are_counted_at_the_latest_with_the_next_minute(
    api: ApiCaller, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        api.get("/me")
    assert used(shop) == 1
    monkeypatch.setattr(tally, "SECONDS", -1.0)
    tally._tallies[api.token.id].until = 0.0
    api.get("/me")
    assert used(shop) == 5


def test_a_plans_calls_run_out_with_a_problem(api: ApiCaller, shop: Shop) -> None:
    save_plan("tiny", "Tiny", price_minor=0, currency="EUR", quotas={tally.METER: 3})
    change_tenant(shop.tenant_id, plan="tiny")
    answers = [api.get("/me", Accept_Language="zh-hans") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 403, 403]
    problem = answers[-1].json()
    assert (problem["code"], problem["detail"]) == ("quota", "您套餐本月的调用次数已用完。")
    assert used(shop) == 3


def test_what_a_program_writes_tells_from_where(api: ApiCaller, shop: Shop) -> None:
    headers: dict[str, Any] = {"Authorization": f"Bearer {api.secret}", "User-Agent": "till/1"}
    made = api.client.post(
        "/api/v1/units",
        {"name": "North", "code": "n"},
        "application/json",
        REMOTE_ADDR="192.0.2.9",
        headers=headers,
    )
    assert made.status_code == 201
    with as_tenant(shop.tenant_id):
        (change,) = list_changes(tables=("unit",))
        assert change.actor_id == api.token.id
        assert change.request_id is not None
        origin = list_origins([change.request_id])[change.request_id]
    assert (origin.address, origin.agent, origin.method, origin.path) == (
        *("192.0.2.9", "till/1"),
        *("POST", "/api/v1/units"),
    )


def test_two_calls_under_one_request_id_both_pass(api: ApiCaller) -> None:
    name = "0198f2a0-0000-7000-8000-000000000001"
    for code in ("a", "b"):
        answer = api.post("/units", {"name": code, "code": code}, X_Request_Id=name)
        assert answer.status_code == 201
