"""The way in: what is told to whom, how often it may be tried, and what a session is worth."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings
from tests.house import Shop

from rapport.kernel.identity.api import invite_member, list_memberships, list_roles
from rapport.kernel.identity.tests.codes import code_of
from rapport.kernel.mail.api import list_mail
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture(autouse=True)
def no_earlier_attempts(shop: Shop) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, shop: Shop, password: str = "", **more: str) -> int:
    values = {"login": shop.person.email, "password": password or shop.password, **more}
    return client.post("/sign-in/", values).status_code


def letters_to(shop: Shop) -> list[str]:
    return [line.text for line in list_mail() if line.to == shop.person.email]


class TestPassword:
    def test_lets_in_and_leads_on(self, client: Client, shop: Shop) -> None:
        values = {"login": shop.person.email.upper(), "password": shop.password, "next": "/businesses/"}
        response = client.post("/sign-in/", values)
        assert response["Location"] == "/businesses/"
        assert client.get("/businesses/").status_code == 200

    def test_leads_only_to_our_own_pages(self, client: Client, shop: Shop) -> None:
        values = {"login": shop.person.email, "password": shop.password, "next": "https://elsewhere.example/"}
        assert client.post("/sign-in/", values)["Location"] == "/"

    def test_answers_alike_for_a_wrong_password_and_an_unknown_address(
        self, client: Client, shop: Shop
    ) -> None:
        known = client.post("/sign-in/", {"login": shop.person.email, "password": "wrong password"})
        unknown = client.post("/sign-in/", {"login": "nobody@nowhere.example", "password": "wrong password"})
        clean = re.compile(rf"{re.escape(shop.person.email)}|nobody@nowhere.example|[A-Za-z0-9]{{64}}")
        assert clean.sub("", known.content.decode()) == clean.sub("", unknown.content.decode())

    def test_is_not_to_be_guessed(self, client: Client, shop: Shop) -> None:
        for number in range(6):
            sign_in(client, shop, f"guess number {number}")
        assert sign_in(client, shop) == 200, "even the right password is refused for a while"
        assert client.get("/businesses/").status_code == 302

    def test_gives_a_new_session(self, client: Client, shop: Shop) -> None:
        client.get("/sign-in/")
        client.cookies["rapport_session"] = "planted0planted0planted0planted0"
        sign_in(client, shop)
        assert client.cookies["rapport_session"].value != "planted0planted0planted0planted0"

    def test_ends_with_sign_out(self, client: Client, shop: Shop) -> None:
        sign_in(client, shop)
        kept = client.cookies["rapport_session"].value
        client.post("/sign-out/")
        client.cookies["rapport_session"] = kept
        assert client.get("/businesses/").status_code == 302


@pytest.mark.parametrize(("state", "offered"), [("closed", False), ("open", True)])
def test_signing_up_is_offered_only_where_it_is_open(
    client: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch, state: str, offered: bool
) -> None:
    monkeypatch.setenv("RAPPORT_SIGN_UP", state)
    assert ('href="/sign-up/' in client.get("/sign-in/").content.decode()) is offered


class TestReset:
    def test_sends_a_link_that_sets_a_new_password_once(self, client: Client, shop: Shop) -> None:
        client.post("/password/reset/", {"email": shop.person.email})
        (link,) = re.findall(r"http://testserver(/password/reset/\S+)", letters_to(shop)[0])
        page = client.get(link, follow=True)
        form = page.redirect_chain[-1][0]
        values = {"password1": "a wholly new phrase", "password2": "a wholly new phrase"}
        assert client.post(form, values).status_code == 302
        assert sign_in(Client(), shop, "a wholly new phrase") == 302
        assert "password1" not in Client().get(link, follow=True).content.decode()

    def test_answers_alike_for_unknown_addresses_and_sends_nothing(self, client: Client, shop: Shop) -> None:
        known = client.post("/password/reset/", {"email": shop.person.email})
        unknown = client.post("/password/reset/", {"email": "nobody@nowhere.example"})
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert len(letters_to(shop)) == 1
        assert not any(line.to == "nobody@nowhere.example" for line in list_mail())

    def test_never_links_to_a_forged_host(self, client: Client, shop: Shop) -> None:
        forged = client.post("/password/reset/", {"email": shop.person.email}, HTTP_HOST="evil.example")
        assert forged.status_code == 400
        assert letters_to(shop) == []

    def test_links_to_the_configured_address(self, client: Client, shop: Shop, settings: Settings) -> None:
        settings.PUBLIC_URL = "https://crm.shop.example"
        client.post("/password/reset/", {"email": shop.person.email})
        assert "https://crm.shop.example/password/reset/" in letters_to(shop)[0]

    def test_is_told_in_the_persons_language(self, client: Client, shop: Shop) -> None:
        shop.person.locale = "zh-hans"
        shop.person.save()
        client.post("/password/reset/", {"email": shop.person.email}, headers={"Accept-Language": "en"})
        assert "设置新密码" in letters_to(shop)[0]

    def test_is_told_afterwards_as_well(self, client: Client, shop: Shop) -> None:
        sign_in(client, shop)
        values = {
            "oldpassword": shop.password,
            "password1": "a wholly new phrase",
            "password2": "a wholly new phrase",
        }
        client.post("/account/password/", values)
        assert "changed" in letters_to(shop)[0]

    def test_ends_other_sessions(self, client: Client, shop: Shop) -> None:
        sign_in(client, shop)
        shop.person.set_password("changed elsewhere")
        shop.person.save()
        assert client.get("/businesses/").status_code == 302


class TestSecondFactor:
    def test_is_asked_after_the_password(self, client: Client, shop: Shop) -> None:
        secret = "JBSWY3DPEHPK3PXP"
        TOTP.activate(shop.person, secret)
        response = client.post("/sign-in/", {"login": shop.person.email, "password": shop.password})
        assert response["Location"].startswith("/sign-in/code/")
        assert client.get("/businesses/").status_code == 302, "half a sign-in is none"
        assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 200
        assert client.post("/sign-in/code/", {"code": code_of(secret)}).status_code == 302
        assert client.get("/businesses/").status_code == 200

    @pytest.mark.parametrize(("steps", "status"), [(1, 302), (2, 200)])
    def test_takes_a_code_whose_half_minute_just_ended(
        self, client: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch, steps: int, status: int
    ) -> None:
        secret, now = "JBSWY3DPEHPK3PXP", time.time()
        TOTP.activate(shop.person, secret)
        client.post("/sign-in/", {"login": shop.person.email, "password": shop.password})
        read = code_of(secret)
        monkeypatch.setattr(time, "time", lambda: now + steps * TOTP_PERIOD)
        assert client.post("/sign-in/code/", {"code": read}).status_code == status

    def test_keeps_its_secret_encrypted(self, shop: Shop) -> None:
        found = TOTP.activate(shop.person, "JBSWY3DPEHPK3PXP")
        assert "JBSWY3DPEHPK3PXP" not in str(found.instance.data)

    def test_yields_to_each_recovery_code_once(self, client: Client, shop: Shop) -> None:
        TOTP.activate(shop.person, "JBSWY3DPEHPK3PXP")
        codes = RecoveryCodes.activate(shop.person).get_unused_codes()
        for browser, works in ((client, True), (Client(), False)):
            sign_in(browser, shop)
            browser.post("/sign-in/code/", {"code": codes[0]})
            assert (browser.get("/businesses/").status_code == 200) is works

    def test_is_set_up_on_its_page(self, client: Client, shop: Shop) -> None:
        sign_in(client, shop)
        again = client.get("/account/second-factor/app/")
        assert again["Location"].startswith("/account/confirm/"), "the password is asked once more"
        client.post(again["Location"], {"password": shop.password})
        page = client.get("/account/second-factor/app/")
        secret = page.context["form"].secret
        assert client.post("/account/second-factor/app/", {"code": code_of(secret)}).status_code == 302
        assert client.get("/account/second-factor/codes/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/sign-in/", "/password/reset/", "/password/reset/sent/", "/password/reset/done/"),
        *("/sign-in/inactive/", "/sign-in/cancelled/"),
    ],
)
def test_every_page_of_the_entrance_is_drawn(client: Client, shop: Shop, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/account/password/", "/account/second-factor/", "/account/connections/", "/businesses/"]
)
def test_every_page_of_the_account_is_drawn(client: Client, shop: Shop, path: str) -> None:
    sign_in(client, shop)
    assert client.get(path).status_code == 200


class TestInvitation:
    def invite(self, shop: Shop, address: str) -> str:
        with as_tenant(shop.tenant_id):
            clerk = next(role.id for role in list_roles(shop.actor) if role.code == "clerk")
        return f"/join/{invite_member(address, clerk, actor=shop.actor)[1]}/"

    def test_lets_a_new_person_in(self, client: Client, shop: Shop) -> None:
        link = self.invite(shop, f"new@{shop.slug}.example")
        assert "Teahouse" in client.get(link).content.decode()
        weak = client.post(link, {"name": "New One", "password": "password"})
        assert weak.status_code == 422
        assert client.post(link, {"name": "New One", "password": "a long enough phrase"})["Location"] == "/"
        assert client.get("/businesses/").status_code == 200
        assert Client().get(link).status_code == 404

    def test_is_accepted_by_who_is_signed_in_already(
        self, client_of: Callable[[object], Client], shop: Shop, other_shop: Shop
    ) -> None:
        browser = client_of(other_shop.actor)
        link = self.invite(shop, other_shop.person.email)
        assert browser.post(link)["Location"] == "/"
        assert len(list_memberships(other_shop.person.id)) == 2

    def test_of_somebody_else_is_refused(self, signed_in: Client, shop: Shop) -> None:
        assert signed_in.post(self.invite(shop, f"other@{shop.slug}.example")).status_code == 403

    def test_leads_known_people_to_sign_in(self, client: Client, shop: Shop, other_shop: Shop) -> None:
        link = self.invite(shop, other_shop.person.email)
        response = client.post(link, {"name": "Imposter", "password": "a long enough phrase"})
        assert response["Location"].startswith("/sign-in/?next=%2Fjoin%2F")
