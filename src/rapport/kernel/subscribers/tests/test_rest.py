"""/subscribers as programs use it: made, read, changed, tested, replayed, removed; walls and refusals."""

from typing import Any

import pytest
from standardwebhooks import Webhook
from tests.house import ApiCaller, Shop

from rapport.kernel.ids import new_id
from rapport.kernel.subscribers.tests.conftest import tell, work_off
from rapport.kernel.subscribers.tests.receiver import Receiver

pytestmark = pytest.mark.usefixtures("nothing_waits")


@pytest.fixture
def made(api: ApiCaller, receiver: Receiver) -> Any:
    """A subscriber of all about parcels, with its secret."""
    answer = api.post("/subscribers", {"name": "Warehouse", "url": receiver.url, "facts": ["parcel.*"]})
    assert answer.status_code == 201, answer.content
    assert answer["Location"] == f"/api/v1/subscribers/{answer.json()['id']}"
    return answer.json()


class TestSubscribers:
    def test_the_secret_is_shown_once_and_verifies_what_is_sent(
        self, api: ApiCaller, shop: Shop, receiver: Receiver, made: Any
    ) -> None:
        path = f"/subscribers/{made['id']}"
        assert "secret" not in api.get(path).json()
        assert [one["id"] for one in api.get("/subscribers").json()["items"]] == [made["id"]]
        tell(shop)
        work_off()
        ((headers, body),) = receiver.calls
        assert Webhook(made["secret"]).verify(body, headers)["type"] == "parcel.sent.v1"

    def test_a_new_secret_signs_beside_the_former(
        self, api: ApiCaller, shop: Shop, receiver: Receiver, made: Any
    ) -> None:
        fresh = api.post(f"/subscribers/{made['id']}/secret").json()["secret"]
        assert fresh != made["secret"]
        tell(shop)
        work_off()
        ((headers, body),) = receiver.calls
        for secret in (made["secret"], fresh):
            assert Webhook(secret).verify(body, headers)

    def test_a_change_needs_the_state_it_was_thought_up_for(self, api: ApiCaller, made: Any) -> None:
        path = f"/subscribers/{made['id']}"
        etag = api.get(path)["ETag"]
        changed = api.patch(path, {"name": "Stores"}, If_Match=etag)
        assert (changed.status_code, changed.json()["name"]) == (200, "Stores")
        assert changed.json()["facts"] == ["parcel.*"], "what is left out stays"
        assert api.patch(path, {"name": "Late"}, If_Match=etag).status_code == 412

    def test_one_that_is_shut_hears_nothing_and_can_be_removed(
        self, api: ApiCaller, shop: Shop, receiver: Receiver, made: Any
    ) -> None:
        path = f"/subscribers/{made['id']}"
        assert api.delete(path).status_code == 409
        assert api.patch(path, {"active": False}).json()["active"] is False
        tell(shop)
        work_off()
        assert receiver.calls == []
        assert api.delete(path).status_code == 204
        assert api.get(path).status_code == 404


class TestDispatches:
    def test_are_read_with_their_tries_and_sent_again_under_the_same_id(
        self, api: ApiCaller, shop: Shop, receiver: Receiver, made: Any
    ) -> None:
        path = f"/subscribers/{made['id']}/dispatches"
        receiver.answer = lambda body: (500, b"broken", {})
        tell(shop)
        work_off()
        (line,) = api.get(f"{path}?state=waiting").json()["items"]
        assert (line["name"], line["tries"], line["last_status"]) == ("parcel.sent.v1", 1, 500)
        whole = api.get(f"{path}/{line['id']}").json()
        assert [(one["status"], one["answer"]) for one in whole["attempts"]] == [(500, "broken")]
        receiver.answer = lambda body: (200, b"", {})
        assert api.post(f"{path}/{line['id']}/replay").status_code == 204
        work_off()
        assert len(set(receiver.ids())) == 1
        assert api.get(f"{path}?state=sent").json()["items"][0]["id"] == line["id"]

    def test_a_period_is_sent_again(self, api: ApiCaller, shop: Shop, receiver: Receiver, made: Any) -> None:
        tell(shop)
        tell(shop)
        work_off()
        path = f"/subscribers/{made['id']}/replay"
        period = {"begin": "2020-01-01T00:00:00Z", "end": "2090-01-01T00:00:00Z"}
        assert api.post(path, period).json() == {"count": 2}
        work_off()
        assert len(receiver.calls) == 4
        assert len(set(receiver.ids())) == 2
        empty = {"begin": "2020-01-01T00:00:00Z", "end": "2020-01-02T00:00:00Z"}
        assert api.post(path, empty).json() == {"count": 0}
        assert api.post(path, {**empty, "end": "2020-01-02T00:00:00"}).status_code == 422

    def test_a_test_arrives(self, api: ApiCaller, receiver: Receiver, made: Any) -> None:
        assert api.post(f"/subscribers/{made['id']}/test").status_code == 204
        work_off()
        (body,) = receiver.bodies()
        assert body["type"] == "subscriber.tested.v1"


class TestWalls:
    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"url": "http://warehouse.example/hook"}, 409),
            ({"url": "https://u:p@warehouse.example/"}, 409),
            ({"facts": ["nothing.happened.v1"]}, 409),
            ({"facts": []}, 422),
            ({"name": ""}, 422),
            ({"secret": "mine"}, 422),
        ],
        ids=["unencrypted", "with a password", "no such fact", "no facts", "no name", "own secret"],
    )
    def test_what_cannot_be_told_is_refused(self, api: ApiCaller, body: dict[str, Any], status: int) -> None:
        """409 where the schema could not have said so, 422 where it did."""
        whole = {"name": "Warehouse", "url": "https://warehouse.example/hook", "facts": ["parcel.*"], **body}
        assert api.post("/subscribers", whole).status_code == status
        assert api.get("/subscribers").json()["items"] == []

    def test_a_strangers_is_not_there(self, api: ApiCaller, other_shop: Shop, made: Any) -> None:
        stranger = ApiCaller(other_shop.tenant_id)
        path = f"/subscribers/{made['id']}"
        assert stranger.get("/subscribers").json()["items"] == []
        for method, where in (
            ("get", path),
            ("delete", path),
            ("post", f"{path}/secret"),
            ("post", f"{path}/test"),
            ("get", f"{path}/dispatches"),
            ("get", f"{path}/dispatches/{new_id()}"),
        ):
            assert getattr(stranger, method)(where).status_code == 404, where

    def test_who_may_not_is_refused(self, shop: Shop, made: Any) -> None:
        clerk = ApiCaller(shop.tenant_id, role="clerk")
        assert clerk.get("/subscribers").status_code == 403
        assert clerk.post(f"/subscribers/{made['id']}/secret").status_code == 403
