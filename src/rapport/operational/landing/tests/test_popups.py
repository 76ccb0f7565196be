"""Pop-ups at their door: for whom they are, from which sites, and what comes of them."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.bigdata.ingest.operations import holders
from rapport.bigdata.ingest.operations.sources import add_source
from rapport.customers.forms.operations import embedding
from rapport.customers.party.tests.people import enter
from rapport.customers.visitors.models import VisitorLink, VisitorProfile
from rapport.kernel.filters.api import parse, write_json
from rapport.kernel.ids import named_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.landing.contracts import Figures, PieceLine
from rapport.operational.landing.http import page
from rapport.operational.landing.models import SiteMeeting
from rapport.operational.landing.queries.pieces import list_figures
from rapport.operational.landing.tests.pieces import make_form, make_live

pytestmark = pytest.mark.django_db(databases="__all__")
SITE = "https://shop.example"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test know another's keys and paces, and visitors write as fast as tests do."""
    holders.forget_known()
    page._paces.clear()
    monkeypatch.setattr(embedding, "LEAST_SECONDS", 0)


@pytest.fixture
def key(shop: Shop) -> str:
    """The key of the shop's pages."""
    return add_source("Shop", "site", origins=[SITE], actor=shop.actor)[1]


def shown(client: Client, key: str, visitor: str = "", site: str = SITE, **asked: str) -> Any:
    answer = client.get(
        "/popups/v1", {"key": key, "visitor": visitor, **asked}, headers={"Origin": site} if site else {}
    )
    return (
        answer.status_code if answer.status_code != 200 else [one["slug"] for one in answer.json()["popups"]]
    )


def know(shop: Shop, visitor: str, party_id: Any = None, **profile: Any) -> None:
    """Have a browser be a customer, or have done something."""
    now = timezone.now()
    with as_tenant(shop.tenant_id):
        visitor_id = named_id(shop.tenant_id, f"visitor:{visitor}")
        if party_id:
            VisitorLink.objects.create(visitor_id=visitor_id, party_id=party_id, linked_at=now, seen_at=now)
        if profile:
            counts = {"views": 0, "searches": 0, "carts": 0, "orders": 0, "viewed": "", "tastes": {}}
            rows = {**counts, "first_at": now, "last_at": now, **profile}
            VisitorProfile.objects.create(visitor_id=visitor_id, party_id=party_id, **rows)


def test_each_visitor_gets_the_pop_ups_that_are_for_them(shop: Shop, client: Client, key: str) -> None:
    vip = write_json(parse("tags:any_of:vip"))
    ada = enter(shop, "Ada Lovelace", "ada@x.org", stage="customer", tags=("vip",)).id
    bea = enter(shop, "Bea", "bea@x.org", stage="customer").id
    asked: dict[str, dict[str, Any]] = {
        "all": {},
        "strangers": {"who": "unknown"},
        "known": {"who": "known"},
        "vip": {"who": "known", "audience": vip},
        "cart": {"did": "cart"},
        "looked": {"did": "looked"},
    }
    for name, values in asked.items():
        make_live(shop, "popup", name=name, **values)
    make_live(shop, "page", name="a page")
    know(shop, "ada", ada, cart_at=timezone.now(), carts=1)
    know(shop, "bea", bea)
    know(shop, "lou", views=3)
    assert set(shown(client, key, "ada")) == {"all", "known", "vip", "cart"}
    assert set(shown(client, key, "bea")) == {"all", "known"}
    assert set(shown(client, key, "lou")) == {"all", "strangers", "looked"}
    assert set(shown(client, key, "new")) == {"all", "strangers"}


def test_only_the_shops_own_pages_may_ask(shop: Shop, client: Client, key: str, api: ApiCaller) -> None:
    make_live(shop, "popup")
    assert shown(client, key) == ["tea-news"]
    assert shown(client, key, site="https://other.example") == 403
    assert shown(client, "nonsense") == 401
    server = add_source("Warehouse", "server", actor=shop.actor)[1]
    assert shown(client, server) == 401
    answer = client.get("/popups/v1", {"key": key, "language": "zh-CN"}, headers={"Origin": SITE})
    assert answer["Access-Control-Allow-Origin"] == SITE
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.json()["popups"][0]["title"] == "茶讯"


def test_what_becomes_of_it_is_counted_and_known_customers_meet_it(
    shop: Shop, client: Client, key: str
) -> None:
    ada = enter(shop, "Ada Lovelace", "ada@x.org", stage="customer").id
    know(shop, "ada", ada)
    piece = make_live(shop, "popup", form_id=make_form(shop).id)
    form = client.get("/popups/v1", {"key": key}, headers={"Origin": SITE}).json()["popups"][0]["form"]
    base = {"key": key, "popup": str(piece.id), "code": "A", "visitor": "ada"}
    for what in ("shown", "shown", "closed", "followed"):
        assert _post(client, "told", {**base, "what": what}).status_code == 204
    values = {"token": form["token"], "email": "nobody"}
    refused = _post(client, "filled", {**base, "values": values})
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["email"])
    taken = _post(client, "filled", {**base, "values": {**values, "email": "eve@x.org"}})
    assert (taken.status_code, taken.json()) == (202, {"confirm": False, "by_sms": False})
    assert _figures(shop, piece) == [Figures("A", shown=2, followed=1, closed=1, filled=1)]
    with as_tenant(shop.tenant_id):
        assert [one.party_id for one in SiteMeeting.objects.all()] == [ada]


def test_of_strangers_and_nonsense_nothing_is_taken(
    shop: Shop, other_shop: Shop, client: Client, key: str
) -> None:
    theirs = make_live(other_shop, "popup", form_id=make_form(other_shop).id)
    base = {"key": key, "code": "A", "what": "shown"}
    assert _post(client, "told", {**base, "popup": str(theirs.id)}).status_code == 404
    assert _post(client, "told", {**base, "popup": "x"}).status_code == 404
    assert _post(client, "told", {**base, "what": "sold"}).status_code == 422
    assert _post(client, "filled", {**base, "popup": str(theirs.id), "values": {}}).status_code == 404
    assert client.post("/popups/v1/told", b"[", content_type="text/plain").status_code == 422
    assert _figures(other_shop, theirs) == []


def _post(client: Client, what: str, body: dict[str, Any]) -> Any:
    return client.post(
        f"/popups/v1/{what}", json.dumps(body), content_type="text/plain", headers={"Origin": SITE}
    )


def _figures(shop: Shop, piece: PieceLine) -> list[Figures]:
    with as_tenant(shop.tenant_id):
        return list_figures(piece.id)
