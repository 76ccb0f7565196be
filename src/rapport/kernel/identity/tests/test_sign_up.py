"""Founding a business: the address is confirmed first, and nobody learns who is known here."""

import re
import secrets
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from tests.house import Shop

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import (
    add_member,
    create_person,
    invite_member,
    list_memberships,
    list_role_names,
)
from rapport.kernel.mail.api import list_mail
from rapport.kernel.metering.api import save_plan
from rapport.kernel.tenancy.api import as_tenant, change_tenant, get_tenant_by_slug


@pytest.fixture(autouse=True)
def open_house(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cache.clear()
    monkeypatch.setenv("RAPPORT_SIGN_UP", "open")
    yield
    cache.clear()


def business(slug: str) -> dict[str, str]:
    return {
        "business": "Nordlicht",
        "slug": slug,
        "country": "DE",
        "currency": "EUR",
        "zone": "Europe/Berlin",
        "locale": "en",
    }


def link_to(address: str) -> str:
    letter = next(line for line in list_mail() if line.to == address)
    return str(re.findall(r"http://testserver(/sign-up/\S+)", letter.text)[0])


def test_a_stranger_founds_a_business(client: Client) -> None:
    slug = f"nordlicht-{secrets.token_hex(4)}"
    address = f"founder@{slug}.example"
    client.post("/sign-up/", {"email": address})
    link = link_to(address)
    assert client.get(link).status_code == 200
    founder = {"name": "Fou Nder", "password": "a long enough phrase"}
    assert client.post(link, {**business(slug), **founder})["Location"] == "/"
    tenant = get_tenant_by_slug(slug)
    assert (tenant.name, tenant.currency, tenant.zone) == ("Nordlicht", "EUR", "Europe/Berlin")
    assert client.get("/businesses/").status_code == 200


def test_known_and_unknown_addresses_get_the_same_answer(client: Client, shop: Shop) -> None:
    answers = [
        client.post("/sign-up/", {"email": email}).content.decode().replace(email, "")
        for email in (shop.person.email, f"x{secrets.token_hex(4)}@nowhere.example")
    ]
    same = [re.sub(r"[A-Za-z0-9]{64}", "", answer) for answer in answers]
    assert same[0] == same[1]
    assert client.get(link_to(shop.person.email))["Location"] == "/businesses/new/"


def test_a_taken_short_name_is_told_beside_its_field(signed_in: Client, shop: Shop) -> None:
    response = signed_in.post("/businesses/new/", business(shop.slug))
    assert response.status_code == 422
    slug = f"second-{secrets.token_hex(4)}"
    founded = signed_in.post("/businesses/new/", business(slug))
    assert founded.status_code == 302, founded.context["form"].errors
    assert len(list_memberships(shop.person.id)) == 2


def test_a_forged_or_garbled_link_is_dead(client: Client) -> None:
    assert client.get("/sign-up/forged:token:here/").status_code == 404


def test_a_closed_house_founds_nothing(
    client: Client, signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAPPORT_SIGN_UP")
    assert client.get("/sign-up/").status_code == 404
    assert signed_in.get("/businesses/new/").status_code == 404


def test_addresses_are_not_to_be_flooded(client: Client) -> None:
    address = f"x{secrets.token_hex(4)}@nowhere.example"
    statuses = [client.post("/sign-up/", {"email": address}).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_a_plan_limits_the_people(shop: Shop) -> None:
    save_plan("pair", "Pair", price_minor=0, currency="EUR", quotas={"members": 2})
    change_tenant(shop.tenant_id, plan="pair")
    with as_tenant(shop.tenant_id):
        clerk = next(role.id for role in list_role_names() if role.code == "clerk")
    add_member(shop.tenant_id, create_person(f"two@{shop.slug}.example", "Two"), ["clerk"])
    with pytest.raises(Forbidden):
        invite_member(f"three@{shop.slug}.example", clerk, actor=shop.actor)
