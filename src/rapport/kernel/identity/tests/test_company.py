"""Signing in at a company's identity provider, end to end, and the ways somebody may cheat."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from tests.house import Shop

from rapport.kernel.identity.company.calls import ProviderCalls
from rapport.kernel.identity.tests.openid import CLIENT, SECRET, Provider, running_provider
from rapport.kernel.mail.api import list_mail

START = "/sign-in/oidc/company/"


@pytest.fixture
def provider(shop: Shop, settings: Any) -> Iterator[Provider]:
    """The company's provider, where the shop's administrator has an account."""
    cache.clear()
    with running_provider() as one:
        app = {
            **{"provider_id": "company", "name": "Nordlicht ID", "client_id": CLIENT, "secret": SECRET},
            "settings": {"server_url": one.issuer},
        }
        known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": [app]}}
        one.person = {"sub": shop.slug, "email": shop.person.email, "email_verified": True, "name": "Ada"}
        yield one


def begin(client: Client, start: str = START) -> str:
    """Go from the sign-in page to the provider, and return where it sends the browser back to."""
    page = client.get("/sign-in/").content.decode()
    assert START in page
    assert "Nordlicht ID" in page
    assert client.get(start).status_code == 200, "opening a link alone signs nobody in"
    away = client.post(start)
    assert away.status_code == 302
    return httpx.get(away["Location"]).headers["Location"].removeprefix("http://testserver")


def sign_in(client: Client) -> Any:
    return client.get(begin(client))


def is_in(client: Client) -> bool:
    return client.get("/businesses/").status_code == 200


def test_a_known_member_comes_in(client: Client, shop: Shop, provider: Provider) -> None:
    provider.person["email"] = shop.person.email.upper()
    assert sign_in(client)["Location"] == "/"
    assert is_in(client)
    assert provider.calls.count("/token") == 1
    assert "Nordlicht ID" in next(line.text for line in list_mail() if line.to == shop.person.email)


def test_password_and_other_sessions_stay(
    client: Client, shop: Shop, provider: Provider, signed_in: Client
) -> None:
    sign_in(client)
    assert is_in(signed_in)
    values = {"login": shop.person.email, "password": shop.password}
    assert Client().post("/sign-in/", values).status_code == 302


def test_is_known_by_the_providers_number_from_then_on(
    client: Client, shop: Shop, other_shop: Shop, provider: Provider
) -> None:
    sign_in(client)
    provider.person["email"] = other_shop.person.email
    again = Client()
    sign_in(again)
    assert again.session["_auth_user_id"] == str(shop.person.id)
    assert SocialAccount.objects.filter(user=shop.person).count() == 1


def test_the_second_factor_is_asked_all_the_same(client: Client, shop: Shop, provider: Provider) -> None:
    TOTP.activate(shop.person, "JBSWY3DPEHPK3PXP")
    assert sign_in(client)["Location"].startswith("/sign-in/code/")
    assert not is_in(client)


def test_who_may_not_come_in_may_not_this_way(client: Client, shop: Shop, provider: Provider) -> None:
    shop.person.is_active = False
    shop.person.save()
    sign_in(client)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nonce", "of another attempt"),
        ("aud", "another program"),
        ("aud", [CLIENT, "another program"]),
        ("azp", "another program"),
        ("iss", "http://127.0.0.1:9/"),
        ("exp", 1_600_000_000),
        ("nbf", 4_000_000_000),
        ("sub", "somebody else"),
        *((name, None) for name in ("nonce", "aud", "iss", "exp", "iat", "sub")),
    ],
)
def test_a_token_that_is_not_for_us_and_now_is_refused(
    client: Client, provider: Provider, name: str, value: Any
) -> None:
    def spoil(claims: dict[str, Any]) -> None:
        claims.pop(name, None)
        if value is not None:
            claims[name] = value

    provider.change_claims = spoil
    assert_refused(client, sign_in(client))
    assert not SocialAccount.objects.filter(uid=provider.person["sub"]).exists()


def assert_refused(client: Client, answer: Any) -> None:
    assert answer.status_code in (200, 302, 401, 403)
    assert not is_in(client)
    assert "_auth_user_id" not in client.session


def signed_by_a_stranger(provider: Provider) -> Callable[[dict[str, Any]], str]:
    with running_provider() as stranger:
        key = stranger.key
    return lambda claims: jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})


def signed_by_nobody(provider: Provider) -> Callable[[dict[str, Any]], str]:
    return lambda claims: jwt.encode(claims, "", algorithm="none", headers={"kid": "one"})


def signed_by_the_secret(provider: Provider) -> Callable[[dict[str, Any]], str]:
    return lambda claims: jwt.encode(claims, SECRET * 4, algorithm="HS256", headers={"kid": "one"})


def signed_by_an_unknown_key(provider: Provider) -> Callable[[dict[str, Any]], str]:
    return lambda claims: jwt.encode(claims, provider.key, algorithm="RS256", headers={"kid": "two"})


@pytest.mark.parametrize(
    "sign",
    [
        *(signed_by_a_stranger, signed_by_nobody, signed_by_the_secret, signed_by_an_unknown_key),
        lambda _provider: lambda _claims: "no token",
        lambda _provider: lambda _claims: "",
    ],
)
def test_a_token_of_another_hand_is_refused(client: Client, provider: Provider, sign: Any) -> None:
    provider.sign = sign(provider)
    assert_refused(client, sign_in(client))


@pytest.mark.parametrize("verified", [False, "false", "true", None, 1])
def test_an_address_nobody_verified_is_nobodys(client: Client, provider: Provider, verified: Any) -> None:
    provider.person["email_verified"] = verified
    assert_refused(client, sign_in(client))


def test_nobody_is_let_in_whom_nobody_invited(client: Client, provider: Provider) -> None:
    provider.person |= {"sub": "new", "email": "stranger@nowhere.example"}
    assert_refused(client, sign_in(client))


def test_information_of_another_person_is_refused(
    client: Client, provider: Provider, other_shop: Shop
) -> None:
    provider.change_info = lambda info: info.update(sub="other", email=other_shop.person.email)
    assert_refused(client, sign_in(client))


class TestState:
    """The way back works once, in the browser that set out, with the state it set out with."""

    def test_of_another_browser_is_refused(self, client: Client, provider: Provider) -> None:
        back = begin(client)
        victim = Client()
        victim.get("/sign-in/")
        assert_refused(victim, victim.get(back))
        assert "/token" not in provider.calls

    def test_that_was_changed_or_left_out_is_refused(self, client: Client, provider: Provider) -> None:
        back = begin(client)
        for spoiled in (re.sub(r"state=\w+", "state=changed", back), re.sub(r"state=\w+&?", "", back)):
            assert_refused(client, client.get(spoiled))
        assert "/token" not in provider.calls

    def test_works_once(self, client: Client, provider: Provider) -> None:
        back = begin(client)
        assert client.get(back).status_code == 302
        client.post("/sign-out/")
        assert_refused(client, client.get(back))

    def test_a_code_of_another_attempt_is_refused(self, client: Client, provider: Provider) -> None:
        code = re.findall(r"code=([^&]+)", begin(Client()))[0]
        back = re.sub(r"code=[^&]+", f"code={code}", begin(client))
        assert_refused(client, client.get(back))

    def test_no_link_adds_to_what_is_asked(self, client: Client, provider: Provider) -> None:
        away = client.post(f"{START}?auth_params=nonce%3Dmine%26prompt%3Dnone&scope=admin")["Location"]
        assert "nonce=mine" not in away
        assert "prompt" not in away
        assert "admin" not in away


class TestProvider:
    """A provider that is down, or says strange things, costs a clear page and nothing else."""

    def test_that_denies_is_told(self, client: Client, provider: Provider) -> None:
        provider.denies = True
        assert sign_in(client)["Location"] == "/sign-in/cancelled/"
        assert not is_in(client)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda told: told.update(issuer="https://elsewhere.example"),
            lambda told: told.pop("token_endpoint"),
            lambda told: told.pop("jwks_uri"),
        ],
    )
    def test_that_is_not_who_it_should_be_is_not_asked(
        self, client: Client, provider: Provider, spoil: Any
    ) -> None:
        provider.change_discovery = spoil
        answer = client.post(START)
        assert answer.status_code == 401
        assert "/authorize" not in str(answer.headers)

    def test_that_points_into_the_house_is_not_followed(self, client: Client, provider: Provider) -> None:
        provider.change_discovery = lambda told: told.update(userinfo_endpoint="http://127.0.0.2:1/secret")
        assert_refused(client, sign_in(client))

    def test_that_does_not_answer_is_told(self, client: Client, provider: Provider, settings: Any) -> None:
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app["settings"]["server_url"] = "http://127.0.0.1:9"
        assert client.post(START).status_code == 401

    def test_calls_go_through_the_guarded_door(self, provider: Provider) -> None:
        with ProviderCalls(provider.issuer) as calls:
            assert calls.get(f"{provider.issuer}/keys").json()["keys"]


def test_without_a_provider_there_is_no_button(client: Client, shop: Shop) -> None:
    assert START not in client.get("/sign-in/").content.decode()
    assert client.get(START).status_code == 404
    assert client.get(f"{START}back/").status_code == 404
