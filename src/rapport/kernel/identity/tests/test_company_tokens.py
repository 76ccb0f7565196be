"""What an identity provider signed is believed only when it is its own, for us, and now."""

from collections.abc import Callable
from typing import Any

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from rapport.kernel.identity.tests.company import assert_refused, sign_in
from rapport.kernel.identity.tests.openid import CLIENT, SECRET, Provider, running_provider


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
