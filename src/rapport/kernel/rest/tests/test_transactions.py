"""Every call is one transaction: kept whole with its history, or not at all, and refused in plain words."""

import pytest
from tests.house import ApiCaller, Shop

from rapport.kernel.audit.api import list_changes
from rapport.kernel.rest.tests.shops import count_units
from rapport.kernel.tenancy.api import as_tenant


class TestTransaction:
    def test_leaves_history_with_caller_and_request(self, shop: Shop, api: ApiCaller) -> None:
        wanted = "01922b5e-7a60-7cc4-9b0e-5f3f3e0f9a11"
        made = api.post("/units", {"name": "Centre", "code": "c"}, X_Request_Id=wanted)
        assert made["X-Request-Id"] == wanted
        with as_tenant(shop.tenant_id):
            (line,) = list_changes(tables=["unit"])
        assert (line.actor_id, str(line.request_id)) == (api.token.id, wanted)

    def test_leaves_nothing_behind_when_refused(self, shop: Shop, api: ApiCaller) -> None:
        api.post("/units", {"name": "Centre", "code": "c"})
        refused = api.post("/units", {"name": "Centre again", "code": "c"})
        assert (refused.status_code, refused.json()["fields"]) == (409, {"code": "Already in use."})
        assert count_units(shop) == 1

    def test_says_nothing_of_a_failure_of_ours(
        self, shop: Shop, api: ApiCaller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("rapport.kernel.rest.http.endpoints.units.create_unit", lambda *_, **__: 1 / 0)
        answer = api.post("/units", {"name": "Centre", "code": "c"})
        assert (answer.status_code, answer.json()["code"]) == (500, "internal-server-error")
        assert "division" not in answer.content.decode()


class TestProblems:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"name": "", "code": "c"}, "name"),
            ({"name": "Centre"}, "code"),
            ({"name": "Centre", "code": "c", "tenant_id": "x"}, "tenant_id"),
            ({"name": "Cen\0tre", "code": "c"}, "name"),
            ({"name": "Centre", "code": "c", "parent_id": "x"}, "parent_id"),
        ],
    )
    def test_name_the_field_to_mend(self, api: ApiCaller, body: dict[str, str], field: str) -> None:
        answer = api.post("/units", body)
        assert answer.status_code == 422
        assert list(answer.json()["fields"]) == [field]

    @pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b'{"name": NaN}', b'"\\ud800"', b"\xff"])
    def test_refuse_what_is_not_json(self, api: ApiCaller, body: bytes) -> None:
        assert api.call("POST", "/units", body).status_code == 400

    def test_answer_for_no_such_path_and_method(self, api: ApiCaller) -> None:
        for answer, status in ((api.get("/nothing"), 404), (api.delete("/units"), 405)):
            assert answer.status_code == status
            assert answer["Content-Type"] == "application/problem+json"


class TestVersions:
    def test_refuse_a_write_on_a_stale_copy(self, api: ApiCaller) -> None:
        made = api.post("/units", {"name": "Centre", "code": "c"})
        path = f"/units/{made.json()['id']}"
        etag = api.get(path)["ETag"]
        assert etag == made["ETag"]
        assert api.patch(path, {"name": "One"}, If_Match=etag).status_code == 200
        stale = api.patch(path, {"name": "Two"}, If_Match=etag)
        assert (stale.status_code, stale.json()["code"]) == (412, "stale-version")
        assert api.get(path).json()["name"] == "One"
