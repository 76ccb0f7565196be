"""Figures in foreign pages: for their sites alone, as their owner sees them, until they end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.reporting.contracts.comments import Place
from rapport.analytical.reporting.contracts.embeds import EmbedDraft, EmbedLine
from rapport.analytical.reporting.http import framed
from rapport.analytical.reporting.models import ReportEmbed
from rapport.analytical.reporting.operations.embeds import add_embed, revoke_embed
from rapport.kernel.errors import Clash
from rapport.kernel.identity import api as identity
from rapport.kernel.rest.api import Guard
from rapport.kernel.tenancy.api import as_tenant

SITES = ("https://intranet.example", "https://intranet.example/")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has called before."""
    monkeypatch.setattr(framed, "guard", Guard({"address": 60, "link": 300}))


def draft(board: str = "", question: str = "", sites: tuple[str, ...] = SITES, days: int = 30) -> EmbedDraft:
    """Return a link for the intranet."""
    return EmbedDraft("Intranet", Place(board, question), sites, days)


def shown(line: EmbedLine) -> tuple[int, str, str]:
    """Return what a stranger's browser gets: status, text, who may frame it."""
    page = Client().get(f"/figures/{line.token}")
    policy = page.headers.get("Content-Security-Policy", "")
    return page.status_code, page.content.decode(), policy.partition("frame-ancestors ")[2]


def test_a_frame_shows_the_owners_figures_on_its_sites_alone(marts: Shop) -> None:
    line = add_embed(draft(board="owner"), actor=marts.actor)
    status, text, framing = shown(line)
    assert (status, framing) == (200, "'self' https://intranet.example")
    assert "€100" in text
    assert text.count('class="tile"') == 8
    for word in ("<script", "<a ", "csrf", "<form", 'style="'):
        assert word not in text, word
    page = Client().get(f"/figures/{line.token}")
    assert "X-Frame-Options" not in page.headers
    assert not page.cookies


def test_a_reader_of_one_unit_shows_that_unit(marts: Shop) -> None:
    with as_tenant(marts.tenant_id):
        north = identity.create_unit("North", "north")
    person = identity.create_person(f"north@{marts.slug}.example", "North", "correct horse battery")
    member = identity.add_member(marts.tenant_id, person, ["clerk"], unit_id=north.id)
    with as_tenant(marts.tenant_id):
        clerk = identity.get_member_actor(member.id)
    maker = replace(clerk, grants=(*clerk.grants, identity.Grant("create", "report", identity.Scope.UNIT)))
    line = add_embed(draft(question="of=revenue&as=number"), actor=maker)
    status, text, _framing = shown(line)
    assert status == 200
    assert "€100" not in text  # nothing was sold there


def test_it_ends_by_time_by_hand_and_with_its_owner(marts: Shop) -> None:
    line = add_embed(draft(question="of=revenue&by=day&as=line"), actor=marts.actor)
    assert shown(line)[0] == 200
    assert Client().get(f"/figures/{line.token[:-1]}x").status_code == 404
    assert Client().get("/figures/0123").status_code == 404
    with as_tenant(marts.tenant_id):
        rows = ReportEmbed.objects.filter(id=line.id)
        rows.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert shown(line)[0] == 404
    with as_tenant(marts.tenant_id):
        rows.update(expires_at=timezone.now() + timedelta(days=1), owner_id=line.id)
    assert shown(line)[0] == 404
    again = add_embed(draft(board="owner"), actor=marts.actor)
    revoke_embed(again.id, actor=marts.actor)
    assert shown(again)[0] == 404


def test_many_looks_are_told_to_wait(marts: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framed, "guard", Guard({"address": 2, "link": 300}))
    answers = [Client().get("/figures/unsigned") for _turn in range(3)]
    assert [one.status_code for one in answers] == [404, 404, 429]
    assert int(answers[-1]["Retry-After"]) >= 1


def test_pages_and_programs_make_and_revoke_them(marts: Shop, signed_in: Client, api: ApiCaller) -> None:
    sent = {"name": "Words", "sites": "https://shop.example", "days": "30", "locale": "zh-hans"}
    assert signed_in.post("/embeds/new?board=sales", sent).status_code == 302
    assert signed_in.post("/embeds/new?board=sales", sent | {"sites": "shop"}).status_code == 422
    page = signed_in.get("/embeds").content.decode()
    assert "&lt;iframe src=&quot;http" in page
    (one,) = api.get("/reports/embeds").json()["items"]
    token = one["address"].rpartition("/")[2]
    assert '<html lang="zh-hans">' in Client().get(f"/figures/{token}").content.decode()
    assert api.post(f"/reports/embeds/{one['id']}/revoke").json()["revoked_at"]
    assert Client().get(f"/figures/{token}").status_code == 404
    made = api.post("/reports/embeds", {"name": "A", "board": "owner", "sites": ["https://a.example"]})
    assert made.status_code == 201
    assert (
        api.post("/reports/embeds", {"name": "A", "board": "x", "sites": ["https://a.example"]}).status_code
        == 404
    )
    with pytest.raises(Clash):
        add_embed(draft(board="owner", sites=("http://a.example",)), actor=marts.actor)
