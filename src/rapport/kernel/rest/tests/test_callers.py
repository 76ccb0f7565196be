"""Every call has a known caller: a token or a browser's session, and no more rights than theirs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.kernel.identity.api import create_token
from rapport.kernel.identity.models import ApiToken, Member
from rapport.kernel.rest.http import credentials
from rapport.kernel.rest.tests.shops import count_units
from rapport.kernel.tenancy.api import as_tenant


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
