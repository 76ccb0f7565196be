"""The public door on one's own sites: in frames, and as plain forms."""

import json

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.forms.tests.visitors import (
    NEWS,
    entries,
    make_form,
    post,
)

pytestmark = pytest.mark.usefixtures("nothing_waits")

SITE = "https://shop.example"


class TestFrames:
    def test_only_the_businesss_own_sites_may_frame_it(self, shop: Shop, client: Client) -> None:
        form = make_form(shop, sites=(SITE,))
        framed = client.get(f"/f/{form.key}/frame")
        assert f"frame-ancestors 'self' {SITE}" in framed["Content-Security-Policy"]
        assert "X-Frame-Options" not in framed
        hosted = client.get(f"/f/{form.key}")
        assert "frame-ancestors 'none'" in hosted["Content-Security-Policy"]
        assert hosted["X-Frame-Options"] == "DENY"

    def test_a_framed_form_takes_entries(self, shop: Shop, client: Client) -> None:
        form = make_form(shop, sites=(SITE,))
        assert post(client, form, "/frame", email="a@x.org").status_code == 302
        assert len(entries(shop)) == 1


class TestOwnForms:
    def test_a_site_of_the_business_sends_json_or_a_plain_form(self, shop: Shop, client: Client) -> None:
        form = make_form(shop, sites=(SITE,))
        origin = {"Origin": SITE}
        where = f"/f/{form.key}/entries"
        asked = client.options(where, headers=origin)
        assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, SITE)
        body = json.dumps({"email": "a@x.org", NEWS: True, "name": None})
        sent = client.post(where, body, content_type="application/json", headers=origin)
        assert (sent.status_code, sent.json()["taken"]) == (202, True)
        assert sent["Access-Control-Allow-Origin"] == SITE
        plain = "application/x-www-form-urlencoded"
        answer = client.post(where, "email=b@x.org", content_type=plain, headers=origin)
        assert answer["Location"].endswith(f"/f/{form.key}/thanks")
        assert [len(one.agreed) for one in entries(shop)] == [1, 0]

    @pytest.mark.parametrize("origin", ["https://evil.example", "", "null", f"{SITE}.evil.example"])
    def test_no_other_site_does(self, shop: Shop, client: Client, origin: str) -> None:
        form = make_form(shop, sites=(SITE,))
        headers = {"Origin": origin} if origin else {}
        body = json.dumps({"email": "a@x.org"})
        for method in ("post", "options"):
            call = getattr(client, method)
            answer = call(f"/f/{form.key}/entries", body, content_type="application/json", headers=headers)
            assert answer.status_code == 403
            assert "Access-Control-Allow-Origin" not in answer
        assert entries(shop) == []

    @pytest.mark.parametrize(
        ("body", "media", "status"),
        [
            ("[1]", "application/json", 422),
            ("{", "application/json", 422),
            ('{"email":"x"}', "application/json", 422),
            ('{"email":["a@x.org"]}', "application/json", 422),
            ("[" * 5000, "application/json", 422),
            ("email=a@x.org", "text/plain", 415),
            ("x", "multipart/form-data; boundary=x", 415),
            ("x" * 70_000, "application/json", 413),
        ],
    )
    def test_what_cannot_be_read_is_refused(
        self, shop: Shop, client: Client, body: str, media: str, status: int
    ) -> None:
        form = make_form(shop, sites=(SITE,))
        answer = client.post(f"/f/{form.key}/entries", body, content_type=media, headers={"Origin": SITE})
        assert answer.status_code == status
        assert entries(shop) == []
