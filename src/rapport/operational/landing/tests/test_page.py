"""A landing page: shown, kept, counted; who came by a letter or filled it in is met."""

import pytest
from django.core import signing
from django.test import Client
from tests.house import Shop

from rapport.bigdata.ingest.tests.conftest import facts_of
from rapport.customers.forms.operations import embedding
from rapport.customers.forms.tests.visitors import work
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import list_touches
from rapport.kernel.errors import Clash, Conflict
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.landing.contracts import Figures, PieceDraft, PieceLine, Words
from rapport.operational.landing.http import page
from rapport.operational.landing.models import SiteMeeting
from rapport.operational.landing.operations.making import create_piece, set_state
from rapport.operational.landing.queries.pieces import list_figures
from rapport.operational.landing.tests.pieces import NEWS, WORDS, make_form, make_live

pytestmark = pytest.mark.django_db(databases="__all__")
ANSWERED = "site_piece.answered.v1"


@pytest.fixture(autouse=True)
def at_ease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let visitors write as fast as tests do, and no test know another's pace."""
    monkeypatch.setattr(embedding, "LEAST_SECONDS", 0)
    page._paces.clear()


def figures(shop: Shop, piece: PieceLine) -> list[Figures]:
    with as_tenant(shop.tenant_id):
        return list_figures(piece.id)


def test_anybody_may_keep_a_page_for_a_minute_and_nobody_gets_it_twice(shop: Shop, client: Client) -> None:
    piece = make_live(shop, form_id=make_form(shop).id)
    here = f"/p/{shop.slug}/{piece.slug}"
    answer = client.get(here)
    text = answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=60, stale-while-revalidate=1800"
    assert "&lt;b&gt;Never&lt;/b&gt; more." in text
    assert 'name="email"' in text
    assert "style=" not in text
    assert not answer.cookies
    again = client.get(here, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    chinese = client.get(here, headers={"Accept-Language": "zh-CN"})
    assert "茶讯" in chinese.content.decode()
    assert chinese["ETag"] != answer["ETag"]
    assert client.get(f"/p/{shop.slug}/other").status_code == 404
    set_state(piece.id, "paused", actor=shop.actor)
    assert client.get(here).status_code == 404


def test_a_test_of_words_is_kept_by_each_visitor_alone(shop: Shop, client: Client) -> None:
    words = (Words("A", "en", "Tea news"), Words("B", "en", "Ten letters a year"))
    piece = make_live(shop, words=words)
    here = f"/p/{shop.slug}/{piece.slug}"
    seen = {
        title
        for number in range(40)
        for title in ("Tea news", "Ten letters a year")
        if f'<h1 dir="auto">{title}' in client.get(here, REMOTE_ADDR=f"203.0.113.{number}").content.decode()
    }
    assert seen == {"Tea news", "Ten letters a year"}
    assert client.get(here)["Cache-Control"].startswith("private")


def test_what_browsers_tell_is_counted_and_a_letters_reader_is_met(shop: Shop, client: Client) -> None:
    piece = make_live(shop)
    ada = enter(shop, "Ada Lovelace", "ada@x.org", stage="customer").id
    who = signing.dumps([shop.tenant_id.hex, ada.hex], salt="rapport.letters.reader")
    told = f"/p/{shop.slug}/{piece.slug}/told"
    for body in (
        {"code": "A", "what": "shown"},
        {"code": "A", "what": "followed"},
        {"code": "A", "what": "shown", "who": who},
        {"code": "A", "what": "shown", "who": who},
        {"code": "Z", "what": "shown"},
        {"code": "A", "what": "bought"},
    ):
        assert client.post(told, body, content_type="application/json").status_code == 204
    assert figures(shop, piece) == [Figures("A", shown=3, followed=1)]
    (fact,) = facts_of(shop, ANSWERED)
    assert (fact["customer_id"], fact["what"]) == (str(ada), "shown")
    with as_tenant(shop.tenant_id):
        touches = list_touches(ada, actor=shop.actor)
    assert "page.seen" in [one.kind for one in touches.lines]


@pytest.mark.usefixtures("nothing_waits")
def test_who_fills_it_in_becomes_a_customer_met_by_it(shop: Shop, client: Client) -> None:
    piece = make_live(shop, form_id=make_form(shop).id)
    here = f"/p/{shop.slug}/{piece.slug}"
    token = signing.dumps([_key(shop, piece), 0.0], salt=embedding._SALT)
    fresh = client.get(here).content.decode().split('name="token" value="')[1].split('"')[0]
    refused = client.post(here, {"email": "nobody", "token": fresh})
    assert refused.status_code == 422
    assert "aria-invalid" in refused.content.decode()
    assert client.post(here, {"email": "eve@x.org", "token": token + "x"}).status_code == 422
    sent = client.post(here, {"email": "eve@x.org", NEWS: "on", "token": fresh})
    assert sent.status_code == 302
    assert "See you soon." in client.get(sent["Location"]).content.decode()
    client.post(here, {"email": "eve@x.org", NEWS: "on", "token": fresh})
    assert figures(shop, piece) == [Figures("A", filled=1)]
    work()
    while relay_once():
        pass
    with as_tenant(shop.tenant_id):
        (met,) = SiteMeeting.objects.all()
    assert met.filled_at is not None
    assert [one["what"] for one in facts_of(shop, ANSWERED)] == ["filled"]


def _key(shop: Shop, piece: object) -> str:
    from rapport.customers.forms.api import find_standing_form

    with as_tenant(shop.tenant_id):
        form = find_standing_form(piece.form_id)  # type: ignore[attr-defined]
    assert form is not None
    return form.key


def test_too_fast_a_teller_is_not_counted(
    shop: Shop, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "PACE", 2)
    piece = make_live(shop)
    for _ in range(5):
        client.post(
            f"/p/{shop.slug}/{piece.slug}/told",
            {"code": "A", "what": "shown"},
            content_type="application/json",
        )
    assert figures(shop, piece) == [Figures("A", shown=2)]


def test_nothing_empty_is_shown_and_addresses_are_one_pages(shop: Shop) -> None:
    made = create_piece(PieceDraft("page", "Tea news"), actor=shop.actor)
    with pytest.raises(Conflict):
        set_state(made.id, "live", actor=shop.actor)
    second = create_piece(PieceDraft("page", "Tea news"), WORDS, actor=shop.actor)
    assert (made.slug, second.slug) == ("tea-news", "tea-news-2")
    with pytest.raises(Clash):
        create_piece(PieceDraft("page", "Other", "tea-news"), actor=shop.actor)
