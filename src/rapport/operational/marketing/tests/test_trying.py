"""A letter before it goes out: the business's look, its library, links that answer, words that count."""

import io
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.tests.post import account
from rapport.kernel.errors import Invalid
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignLine, Variant
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.operations.assets import add_asset, hide_asset
from rapport.operational.marketing.operations.launching import launch_campaign
from rapport.operational.marketing.operations.proving import prove_campaign
from rapport.operational.marketing.operations.trying import send_sample, weigh
from rapport.operational.marketing.rules.weighing import speaks_chinese, weigh_letter
from rapport.operational.marketing.tests.selling import LETTER, campaign, letters_of, people, run_job


def picture(side: int = 20) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "#336699").save(out, "PNG")
    return out.getvalue()


class FarSite(BaseHTTPRequestHandler):
    """A shop's site: a page, one that is gone, one that only says GET, a picture."""

    def do_HEAD(self) -> None:
        self.answer(405 if self.path == "/get-only" else None)

    def do_GET(self) -> None:
        self.answer(None)

    def answer(self, status: int | None) -> None:
        kinds = {"/picture.png": "image/png", "/page": "text/html", "/get-only": "text/html"}
        body = picture() if self.path == "/picture.png" else b"<p>Tea</p>"
        self.send_response(status or (200 if self.path in kinds else 404))
        self.send_header("Content-Type", kinds.get(self.path, "text/html"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FarSite)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.CALLS_INSIDE = [("127.0.0.1", server.server_port)]
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def leading(shop: Shop, *urls: str, pictures: tuple[str, ...] = ()) -> CampaignLine:
    """A campaign whose letter leads to these places and shows these pictures."""
    blocks = [{"kind": "text", "text": "New tea."}]
    blocks += [{"kind": "button", "text": "Look", "url": url} for url in urls]
    blocks += [{"kind": "picture", "url": url, "text": "Tea", "href": ""} for url in pictures]
    return campaign(shop, (Variant("A", "Tea", "", tuple(blocks)),), hold_out=0)


class TestLinks:
    def test_that_answer_let_it_go_out(self, shop: Shop, site: str) -> None:
        people(shop, 1)
        line = leading(shop, f"{site}/page", f"{site}/get-only", pictures=(f"{site}/picture.png",))
        assert [one.code for one in prove_campaign(line, actor=shop.actor)] == ["", "", ""]
        assert launch_campaign(line.id, actor=shop.actor).state == "scheduled"

    @pytest.mark.parametrize("path", ["/gone", "/page"])
    def test_one_that_fails_is_found_before_launch(self, shop: Shop, site: str, path: str) -> None:
        """A link to nothing, and a picture that is a page."""
        people(shop, 1)
        wrong = {"pictures": (f"{site}{path}",)} if path == "/page" else {}
        line = leading(shop, *([] if wrong else [f"{site}{path}"]), **wrong)
        with pytest.raises(Invalid, match=path):
            launch_campaign(line.id, actor=shop.actor)
        assert letters_of(shop, line.id) == []

    def test_never_lead_into_the_house(self, shop: Shop, settings: Any) -> None:
        settings.CALLS_INSIDE = []
        line = leading(shop, "http://127.0.0.1:5432/", "http://169.254.169.254/latest")
        assert all(one.code for one in prove_campaign(line, actor=shop.actor))

    def test_programs_are_refused_too(self, shop: Shop, site: str, api: ApiCaller) -> None:
        people(shop, 1)
        line = leading(shop, f"{site}/gone")
        answer = api.post(f"/campaigns/{line.id}/schedule", {})
        assert answer.status_code == 422 and "/gone" in answer.content.decode()


class TestLibrary:
    def test_a_picture_is_kept_shown_to_readers_and_proven_at_home(
        self, shop: Shop, signed_in: Client, client: Client
    ) -> None:
        form = {"name": "Leaf", "alt": "A leaf", "file": SimpleUploadedFile("leaf.png", picture(3000))}
        assert signed_in.post("/campaigns/pictures/new", form).status_code < 400
        page = signed_in.get("/campaigns/pictures").content.decode()
        assert "Leaf" in page and "1600 × 1600" in page
        with as_tenant(shop.tenant_id):
            made = add_asset("Tea", picture(), actor=shop.actor)
        shown = client.get(f"/pictures/{made.url.rpartition('/')[2]}")
        assert shown["Content-Type"] in ("image/jpeg", "image/png") and len(shown.content) == made.size
        assert client.get("/pictures/none").status_code == 404
        line = leading(shop, pictures=(made.url, made.url[:-1] + "x"))
        assert [one.code for one in prove_campaign(line, actor=shop.actor)] == ["", "gone"]
        hide_asset(made.id, actor=shop.actor)
        assert client.get(f"/pictures/{made.url.rpartition('/')[2]}").status_code == 200

    def test_what_is_no_picture_is_refused(self, shop: Shop) -> None:
        with pytest.raises(Invalid):
            add_asset("Tea", b"<svg onload=alert(1)>", actor=shop.actor)


class TestLook:
    def test_every_letter_has_the_business_s_look(self, shop: Shop) -> None:
        people(shop, 1)
        logo = add_asset("Logo", picture(), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            given = {"marketing.logo": str(logo.id), "marketing.colour": "#7a1f3d", "papers.street": "Row 1"}
            change_settings({**given, "papers.city": "Bern", "marketing.footer": "So long"}, actor=shop.actor)
        line = campaign(shop, hold_out=0)
        life.schedule_campaign(line.id, actor=shop.actor)
        run_job(shop, line.id)
        (delivery,) = letters_of(shop, line.id)
        for said in (logo.url, "#7a1f3d", "Row 1", "Bern", "So long", "Unsubscribe"):
            assert said in delivery.message.html
        assert "Row 1" in delivery.message.text and "So long" in delivery.message.text

    def test_a_chinese_letter_says_in_chinese_how_to_leave(self, shop: Shop) -> None:
        people(shop, 1)
        letter = Variant("A", "新茶到了", "", ({"kind": "text", "text": "亲爱的{{name}}，今年的新茶到了。"},))
        line = campaign(shop, (letter,), hold_out=0)
        life.schedule_campaign(line.id, actor=shop.actor)
        run_job(shop, line.id)
        (delivery,) = letters_of(shop, line.id)
        assert "退订" in delivery.message.html and "Unsubscribe" not in delivery.message.html


class TestSample:
    def test_goes_to_oneself_and_nobody_s_timeline(self, shop: Shop, signed_in: Client) -> None:
        (one,) = people(shop, 1, agreed=False)
        line = campaign(shop)
        with as_tenant(shop.tenant_id):
            address = send_sample(line, "A", one, actor=shop.actor)
            (row,) = Delivery.objects.select_related("message")
        assert row.address == address == shop.person.email
        assert (row.party_id, row.purpose, row.group_id) == (None, "", None)
        assert row.message.subject == "[Test] New tea, dear customer"
        assert "https://shop.example/tea?a=1" in row.message.text
        again = signed_in.post(f"/campaigns/{line.id}/letters/A/test")
        assert again.status_code in (204, 302)

    def test_the_page_says_what_speaks_against_it(self, shop: Shop, signed_in: Client, site: str) -> None:
        people(shop, 1)
        line = leading(shop, f"{site}/gone")
        seen = signed_in.get(f"/campaigns/{line.id}/letters/A/view").content.decode()
        assert "There is no preview line" in seen
        asked = signed_in.get(f"/campaigns/{line.id}/letters/A/proof").content.decode()
        assert "It answers with an error (404)" in asked


def codes(**values: Any) -> set[str]:
    usual: dict[str, Any] = {
        "subject": "New tea",
        "preheader": "From the first harvest",
        "text": "Tea. " * 40,
    }
    usual |= {
        "html_bytes": 9_000,
        "pictures": (),
        "alts": (),
        "links": ("https://a.example/",),
        "address": "Row 1",
    }
    return {one.code for one in weigh_letter(**{**usual, **values})}


def test_what_filters_count_is_named() -> None:
    assert codes() == set()
    assert codes(subject="BUY ALL THE TEA NOW!!") == {"capitals", "marks"}
    assert codes(subject="Re: your order", preheader="") == {"false-answer", "no-preview"}
    assert codes(html_bytes=120_000, address=" ") == {"cut", "no-postal"}
    assert codes(text="Tea", pictures=("https://a.example/1.png",), alts=("",)) == {"pictures-only", "no-alt"}
    assert codes(links=("https://bit.ly/x", "http://10.1.2.3/")) == {
        "shortened",
        "number-host",
        "not-encrypted",
    }
    assert codes(text="Guaranteed! Click here, act now. " * 9) == {"words"}


def test_the_language_of_a_letter_is_seen() -> None:
    assert speaks_chinese("你好 {{given_name}} https://shop.example/tea")
    assert not speaks_chinese("Dear 王, here is your tea.")
    assert not speaks_chinese("{{name}}")


def test_a_letter_is_weighed_as_it_is(shop: Shop) -> None:
    account(shop)
    line = campaign(shop, (replace(LETTER, preheader="New"),))
    with as_tenant(shop.tenant_id):
        assert {one.code for one in weigh(line, "A", actor=shop.actor)} == {"no-postal"}
