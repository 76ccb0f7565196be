"""Every call passes the gate: a known caller, one transaction, one effect, a plain answer."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import GenericAlias
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from ninja import NinjaAPI
from pydantic import create_model
from tests.house import ApiCaller, Shop

from rapport.kernel.audit.api import list_changes
from rapport.kernel.identity.api import create_token
from rapport.kernel.identity.models import ApiToken, Member, Unit
from rapport.kernel.rest.http import credentials, limits
from rapport.kernel.rest.http.description import NamedSchema
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture(autouse=True)
def forget_callers() -> None:
    credentials._known.clear()
    limits._allowances.clear()


def count_units(shop: Shop) -> int:
    with as_tenant(shop.tenant_id):
        return Unit.objects.count()


class TestCaller:
    def test_without_credentials_is_asked_for_them(self, shop: Shop) -> None:
        answer = Client().get("/api/v1/units")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "no-credentials"

    @pytest.mark.parametrize("header", ["Bearer rpt_unknown", "Basic YTpi", "Bearer", "Bearer schlüssel"])
    def test_with_a_token_nobody_knows_is_refused(self, shop: Shop, header: str) -> None:
        answer = Client().get("/api/v1/units", headers={"Authorization": header})
        assert (answer.status_code, answer.json()["code"]) == (401, "bad-credentials")

    def test_is_refused_within_a_second_of_revocation(
        self, shop: Shop, api: ApiCaller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert api.get("/units").status_code == 200
        with as_tenant(shop.tenant_id):
            ApiToken.objects.filter(id=api.token.id).update(revoked_at=timezone.now())
        monkeypatch.setattr(credentials, "CACHE_SECONDS", 0.0)
        assert api.get("/units").status_code == 401

    def test_is_refused_the_moment_the_token_expires(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            _, secret = create_token("old", "admin", expires_at=timezone.now() - timedelta(seconds=1))
        answer = Client().get("/api/v1/units", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 401

    def test_is_refused_the_moment_a_remembered_token_expires(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """While a caller is remembered the database is not asked: the gate itself looks at the time."""
        monkeypatch.setattr(credentials, "CACHE_SECONDS", 3600.0)
        with as_tenant(shop.tenant_id):
            _, secret = create_token("short", "admin", expires_at=timezone.now() + timedelta(hours=1))
        browser, headers = Client(), {"Authorization": f"Bearer {secret}"}
        assert browser.get("/api/v1/units", headers=headers).status_code == 200
        later = timezone.now() + timedelta(hours=1, seconds=1)
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert browser.get("/api/v1/units", headers=headers).status_code == 401

    def test_may_only_what_its_scopes_name(self, shop: Shop) -> None:
        reader = ApiCaller(shop.tenant_id, scopes=("view:unit",))
        assert reader.get("/units").status_code == 200
        refused = reader.post("/units", {"name": "Centre", "code": "c"})
        assert (refused.status_code, refused.json()["code"]) == (403, "not-permitted")
        assert count_units(shop) == 0

    def test_sees_nothing_of_a_stranger(self, shop: Shop, other_shop: Shop, api: ApiCaller) -> None:
        theirs = ApiCaller(other_shop.tenant_id).post("/units", {"name": "Theirs", "code": "t"}).json()
        known = api.get(f"/units/{theirs['id']}")
        unknown = api.get("/units/01922b5e-7a60-7cc4-9b0e-5f3f3e0f9a11")
        assert known.status_code == unknown.status_code == 404
        assert {**known.json(), "instance": "", "request_id": ""} == {
            **unknown.json(),
            "instance": "",
            "request_id": "",
        }
        assert api.get("/units").json()["items"] == []


class TestBrowser:
    def test_reads_with_its_session(self, signed_in: Client) -> None:
        assert signed_in.get("/api/v1/units").status_code == 200

    def test_cannot_write_without_the_csrf_token(self, shop: Shop, signed_in: Client) -> None:
        careful = Client(enforce_csrf_checks=True)
        careful.cookies = signed_in.cookies
        body = {"name": "Centre", "code": "c"}
        answer = careful.post("/api/v1/units", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
        assert count_units(shop) == 0
        careful.cookies["csrftoken"] = token = "a" * 32
        headers = {"X-CSRFToken": token}
        answer = careful.post("/api/v1/units", body, content_type="application/json", headers=headers)
        assert answer.status_code == 201

    def test_of_a_suspended_member_is_refused(self, shop: Shop, signed_in: Client) -> None:
        with as_tenant(shop.tenant_id):
            Member.objects.filter(id=shop.actor.id).update(status="suspended")
        assert signed_in.get("/api/v1/units").status_code == 401


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


class TestIdempotencyKey:
    def test_replays_the_first_answer(self, shop: Shop, api: ApiCaller) -> None:
        body = {"name": "Centre", "code": "c"}
        first = api.post("/units", body, Idempotency_Key="k1")
        again = api.post("/units", body, Idempotency_Key="k1")
        assert (again.status_code, again.content) == (201, first.content)
        assert again["Location"] == first["Location"]
        assert again["Idempotent-Replayed"] == "true"
        assert count_units(shop) == 1

    def test_refuses_another_call_under_the_key(self, shop: Shop, api: ApiCaller) -> None:
        api.post("/units", {"name": "Centre", "code": "c"}, Idempotency_Key="k1")
        refused = api.post("/units", {"name": "Other", "code": "o"}, Idempotency_Key="k1")
        assert (refused.status_code, refused.json()["code"]) == (409, "key-reused")
        assert count_units(shop) == 1

    def test_is_free_again_after_a_refusal(self, shop: Shop, api: ApiCaller) -> None:
        assert api.post("/units", {"name": ""}, Idempotency_Key="k1").status_code == 422
        assert api.post("/units", {"name": "A", "code": "a"}, Idempotency_Key="k1").status_code == 201

    def test_belongs_to_its_caller(self, shop: Shop, api: ApiCaller) -> None:
        body = {"name": "Centre", "code": "c"}
        api.post("/units", body, Idempotency_Key="k1")
        assert ApiCaller(shop.tenant_id).post("/units", body, Idempotency_Key="k1").status_code == 409

    def test_of_a_hundred_calls_at_once_has_one_effect(self, shop: Shop, api: ApiCaller) -> None:
        body = {"name": "Centre", "code": "c"}

        def call(_: int) -> tuple[int, bytes]:
            try:
                answer = api.post("/units", body, Idempotency_Key="k1")
                return answer.status_code, answer.content
            finally:
                close_old_connections()

        with ThreadPoolExecutor(20) as threads:
            answers = set(threads.map(call, range(100)))
        assert len(answers) == 1
        assert count_units(shop) == 1


class TestPages:
    @pytest.mark.parametrize("sort", ["id", "-id", "name", "-name", "code"])
    def test_hold_every_row_once_in_order(self, api: ApiCaller, sort: str) -> None:
        names = ["B", "A", "A", "C", "B", "A", "D"]
        rows = [{"name": name, "code": f"u{9 - number}"} for number, name in enumerate(names)]
        assert api.post("/units/bulk", {"mode": "create", "rows": rows}).json()["created"] == 7
        seen: list[Any] = []
        path = f"/units?limit=2&sort={sort}"
        after: str | None = ""
        while after is not None:
            page = api.get(path + (f"&cursor={after}" if after else "")).json()
            seen += page["items"]
            after = page["next"]
        assert len({row["id"] for row in seen}) == 7
        values = [row[sort.removeprefix("-")] for row in seen]
        assert values == sorted(values, reverse=sort.startswith("-"))

    @pytest.mark.parametrize("query", ["limit=0", "sort=no"])
    def test_refuse_what_they_do_not_offer(self, api: ApiCaller, query: str) -> None:
        assert api.get(f"/units?{query}").status_code == 422

    @pytest.mark.parametrize("cursor", ["x", "WyJuYW1lIiwieCIsIngiXQ"])
    def test_end_where_no_page_ended(self, api: ApiCaller, cursor: str) -> None:
        answer = api.get(f"/units?cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (404, "cursor")


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


class TestBulk:
    def test_answers_every_row(self, shop: Shop, api: ApiCaller) -> None:
        api.post("/units", {"name": "Old", "code": "old"})
        rows = [{"name": "New", "code": "new"}, {"name": "", "code": "x"}, {"name": "Renamed", "code": "old"}]
        answer = api.post("/units/bulk", {"mode": "upsert", "rows": rows}).json()
        assert [row["outcome"] for row in answer["results"]] == ["created", "rejected", "updated"]
        assert list(answer["results"][1]["fields"]) == ["name"]
        assert count_units(shop) == 2

    def test_refuses_more_rows_than_it_takes(self, api: ApiCaller) -> None:
        rows = [{"name": "x", "code": "x"}] * 10_001
        assert api.post("/units/bulk", {"mode": "create", "rows": rows}).status_code == 422


class TestRate:
    def test_is_told_and_enforced(self, api: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "RATE", 2)
        answers = [api.get("/units") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
        assert int(answers[2]["Retry-After"]) >= 29

    def test_is_a_whole_businesss_too_and_nobody_elses(
        self, shop: Shop, other_shop: Shop, api: ApiCaller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A flood by many tokens of one business leaves another's calls alone: counted, not timed."""
        monkeypatch.setattr(limits, "RATE", 100)
        monkeypatch.setattr(limits, "TENANT_RATE", 30)
        crowd = [api, *(ApiCaller(shop.tenant_id) for _ in range(5))]
        flood = [caller.get("/units") for _ in range(10) for caller in crowd]
        refused = [answer for answer in flood if answer.status_code == 429]
        assert 25 <= len(refused) <= 30
        assert {answer.json()["code"] for answer in refused} == {"business-too-fast"}
        assert all(int(answer["Retry-After"]) >= 1 for answer in refused)
        neighbour = ApiCaller(other_shop.tenant_id)
        assert [neighbour.get("/units").status_code for _ in range(20)] == [200] * 20


class TestForms:
    """A file under a key: the same fields and bytes are the same call, whatever boundary the client drew."""

    def bring(self, api: ApiCaller, content: bytes) -> Any:
        upload = SimpleUploadedFile("customers.csv", content)
        return api.client.post(
            "/api/v1/imports",
            {"kind": "customers", "file": upload},
            headers={"Authorization": f"Bearer {api.secret}", "Idempotency-Key": "file-1"},
        )

    def test_are_told_apart_by_their_bytes(self, api: ApiCaller) -> None:
        first = self.bring(api, b"name\nAda\n")
        assert first.status_code == 201
        assert self.bring(api, b"name\nAda\n").content == first.content
        other = self.bring(api, b"name\nBob\n")
        assert (other.status_code, other.json()["code"]) == (409, "key-reused")
        assert len(api.get("/imports").json()["items"]) == 1


def test_the_description_is_openapi_3_1(shop: Shop) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert re.fullmatch(r"3\.1\.\d", answer.json()["openapi"])
    assert "429" in answer.json()["paths"]["/api/v1/units"]["post"]["responses"]


def test_two_rooms_may_call_different_things_by_one_name() -> None:
    def shape(field: str) -> Any:
        fields: Any = {field: (int, ...)}
        inner = create_model("Inner", **fields)
        outer: Any = create_model("Outer", inner=(inner, ...))
        return GenericAlias(list, (outer,))

    api = NinjaAPI(urls_namespace="names", docs_url=None)
    for field in ("first", "second", "first"):
        path = f"/{field}{len(api.default_router.path_operations)}"
        api.get(path, response={200: shape(field)}, operation_id=path)(lambda request: [])
    described = NamedSchema(api, "")
    assert sorted(described["components"]["schemas"]) == ["Inner", "Inner2", "Outer", "Outer2"]
    for path, name in (("/first0", "Inner"), ("/second1", "Inner2"), ("/first2", "Inner")):
        outer = described["paths"][path]["get"]["responses"][200]["content"]["application/json"]["schema"]
        outer_name = outer["items"]["$ref"].rsplit("/", 1)[-1]
        inner = described["components"]["schemas"][outer_name]["properties"]["inner"]
        assert inner["$ref"].endswith(f"/{name}")
