"""Signing in at a company's identity provider, end to end, and the ways somebody may cheat."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.house import Shop

from rapport.kernel.identity.tests.company import START, assert_refused, begin, is_in, sign_in
from rapport.kernel.identity.tests.openid import Provider
from rapport.kernel.mail.api import list_mail


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
