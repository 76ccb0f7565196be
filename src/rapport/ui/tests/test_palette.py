"""The palette: what is offered to whom, in a bounded number of queries."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant

MOST_QUERIES = 12


class Offers(HTMLParser):
    """Reads the options of an answer: name → attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if named.get("role") == "option":
            self.found[named["data-name"]] = named


def offered(client: Client, path: str = "/palette") -> dict[str, dict[str, str]]:
    """What a browser is offered."""
    answer = client.get(path)
    assert answer.status_code == 200
    return Offers(answer.content.decode()).found


def test_offers_pages_things_to_create_and_settings(signed_in: Client) -> None:
    found = offered(signed_in)
    assert found["go-customers"]["data-href"] == "/customers"
    assert (found["new-customer"]["data-how"], found["new-customer"]["data-href"]) == (
        "dialog",
        "/customers/new",
    )
    assert found["theme-dark"]["data-how"] == "look"
    assert found["language-zh-hans"]["data-post"] == '{"language": "zh-hans"}'
    assert "go-/businesses/" in found
    assert found["settings-look"]["data-href"] == "/settings/of/look"


def test_views_are_gone_to_by_name_and_stand_in_the_side_bar(shop: Shop, signed_in: Client) -> None:
    kept = signed_in.post("/lists/order/views?query=status%3Dpaid", {"name": "Paid <b>", "shared": "own"})
    view = kept["Location"].partition("view=")[2]
    found = offered(signed_in)[f"view-{view}"]
    assert found["data-href"] == f"/orders?view={view}"
    assert "Orders" in found["data-words"]
    side = signed_in.get("/lists/views").content.decode()
    assert "Paid &lt;b&gt;" in side
    signed_in.post(f"/lists/views/{view}/remove")
    assert f"view-{view}" not in offered(signed_in)


def test_each_place_is_offered_once(signed_in: Client) -> None:
    places = [one["data-href"] + one.get("data-post", "") for one in offered(signed_in).values()]
    assert len(places) == len(set(places))


def test_is_found_in_every_language(signed_in: Client) -> None:
    assert "客户" in offered(signed_in)["go-customers"]["data-words"]
    signed_in.post("/language", {"language": "zh-hans"})
    assert "Customers" in offered(signed_in)["go-customers"]["data-words"]


def test_offers_only_what_the_roles_allow(
    shop: Shop, signed_in: Client, client_of: Callable[[Any], Client]
) -> None:
    with as_tenant(shop.tenant_id):
        role = identity.create_role("Reader", actor=shop.actor)
        identity.set_grants(role.id, [identity.Grant("view", "customer")], actor=shop.actor)
    person = identity.create_person(f"reader@{shop.slug}.example", "Rita Reader", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, [role.code])
    with as_tenant(shop.tenant_id):
        reader = client_of(identity.get_member_actor(member.id))
    hers, all_of_it = offered(reader), offered(signed_in)
    assert "go-customers" in hers
    for name in ("new-customer", "new-order", "go-orders", "go-people", "new-role", "settings-business"):
        assert name in all_of_it
        assert name not in hers


def test_asks_little_of_the_database(
    signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in.get("/palette")
    with django_assert_max_num_queries(MOST_QUERIES):
        signed_in.get("/palette")


def test_is_not_for_strangers(client: Client, db: None) -> None:
    assert client.get("/palette").status_code in (302, 401, 403)


class TestLooks:
    def test_are_kept_with_the_member_wherever_they_sign_in(
        self, shop: Shop, signed_in: Client, client_of: Callable[[Any], Client]
    ) -> None:
        assert signed_in.post("/looks", {"theme": "dark", "density": "compact"}).status_code == 204
        page = client_of(shop.actor).get("/").content.decode()
        assert 'data-theme="dark" data-density="compact"' in page

    def test_refuse_words_that_are_none(self, signed_in: Client) -> None:
        assert signed_in.post("/looks", {"theme": "<script>"}).status_code == 422
