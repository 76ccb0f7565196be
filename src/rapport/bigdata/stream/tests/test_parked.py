"""Parked facts over the API: whole for whoever may see background work, sent again by whoever may edit it."""

from uuid import UUID

import msgspec
import pytest
from tests.house import ApiCaller, Shop

from rapport.bigdata.stream.api import list_flows
from rapport.bigdata.stream.operations.counting import count_mishaps
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import park_text


@pytest.fixture
def parked(shop: Shop, transactional_db: None) -> UUID:
    """A fact the lake put aside."""
    fact_id = new_id()
    envelope = {"id": fact_id, "tenant_id": shop.tenant_id, "name": "lamp.lit.v1", "payload": {"watts": "x"}}
    park_text("lake", shop.tenant_id, fact_id, msgspec.json.encode(envelope).decode(), "ArrowInvalid: watts")
    return fact_id


def test_tells_of_it_whole(api: ApiCaller, parked: UUID) -> None:
    (found,) = api.get("/parked-facts").json()["items"]
    assert (found["consumer"], found["reason"]) == ("lake", "ArrowInvalid: watts")
    assert found["envelope"]["payload"] == {"watts": "x"}
    assert (found["fact_id"], found["asked_at"]) == (str(parked), None)


def test_sends_it_again(api: ApiCaller, parked: UUID) -> None:
    assert api.post("/parked-facts/again", {"consumer": "nobody"}).json() == {"count": 0}
    assert api.post("/parked-facts/again", {"consumer": "lake", "fact": "lamp.lit.v1"}).json() == {"count": 1}
    assert api.get("/parked-facts").json()["items"][0]["asked_at"] is not None


def test_a_stranger_finds_and_asks_for_nothing(other_shop: Shop, parked: UUID) -> None:
    stranger = ApiCaller(other_shop.tenant_id)
    assert stranger.get("/parked-facts").json()["items"] == []
    assert stranger.post("/parked-facts/again", {}).json() == {"count": 0}


def test_asks_for_the_rights(shop: Shop, parked: UUID) -> None:
    clerk = ApiCaller(shop.tenant_id, role="clerk")
    assert clerk.get("/parked-facts").status_code == 403
    assert clerk.post("/parked-facts/again", {}).status_code == 403


def test_what_went_wrong_on_the_way_is_counted(shop: Shop) -> None:
    before = {flow.name: flow for flow in list_flows()}
    count_mishaps("lake", again=2)
    count_mishaps("lake", again=1, refused=4)
    after = {flow.name: flow for flow in list_flows()}
    assert after["lake"].again - before["lake"].again == 3
    assert after["lake"].refused - before["lake"].refused == 4
