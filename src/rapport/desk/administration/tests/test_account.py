"""One's own account: where one is signed in, ending that from afar, and another address to sign in with."""

import re

from django.test import Client
from tests.house import Shop

from rapport.kernel.identity.models import Member, Person
from rapport.kernel.mail.api import list_mail
from rapport.kernel.tenancy.api import as_tenant

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(shop: Shop, address: str, agent: str = FIREFOX) -> Client:
    """Sign in as a person does, by the form."""
    browser = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
    answer = browser.post("/sign-in/", {"login": shop.person.email, "password": shop.password})
    assert answer.status_code == 302
    return browser


class TestDevices:
    def test_each_sign_in_is_kept_with_its_place_and_may_be_ended(self, shop: Shop) -> None:
        here, there = sign_in(shop, "192.0.2.7"), sign_in(shop, "198.51.100.8", "till/1")
        content = here.get("/account/devices/").content.decode()
        assert "Firefox · Windows" in content
        assert "198.51.100.8" in content
        assert there.get("/account/").status_code == 200
        (end,) = re.findall(r"/account/devices/\d+", content)
        assert here.post(end).status_code == 302
        assert there.get("/account/").status_code == 302, "signed out"
        assert here.get("/account/").status_code == 200

    def test_all_others_end_at_once(self, shop: Shop) -> None:
        here, *others = (sign_in(shop, f"192.0.2.{number}") for number in (1, 2, 3))
        here.post("/account/devices/others")
        assert [one.get("/account/").status_code for one in (here, *others)] == [200, 302, 302]

    def test_nobody_ends_a_strangers(self, shop: Shop, other_shop: Shop) -> None:
        mine, theirs = sign_in(shop, "192.0.2.7"), sign_in(other_shop, "192.0.2.8")
        theirs.get("/account/devices/")
        sign_in(shop, "192.0.2.9")
        (end,) = re.findall(r"/account/devices/\d+", mine.get("/account/devices/").content.decode())
        assert theirs.post(end).status_code == 404
        assert mine.get("/account/").status_code == 200


class TestAddress:
    def new_address(self, shop: Shop) -> str:
        return f"new@{shop.slug}.example"

    def ask(self, shop: Shop, browser: Client) -> str:
        values = {"email": self.new_address(shop), "password": shop.password}
        assert browser.post("/account/email/", values).status_code == 302
        letter = next(line for line in list_mail() if line.to == self.new_address(shop))
        (link,) = re.findall(r"http://testserver(/address/\S+)", letter.text)
        return str(link)

    def test_is_changed_from_the_new_mailbox_and_the_old_one_is_told(
        self, signed_in: Client, shop: Shop
    ) -> None:
        old, link = shop.person.email, self.ask(shop, signed_in)
        stranger = Client()
        assert stranger.get(link).status_code == 200
        assert Person.objects.get(id=shop.person.id).email == old, "opening alone changes nothing"
        assert stranger.post(link).status_code == 302
        assert Person.objects.get(id=shop.person.id).email == self.new_address(shop)
        with as_tenant(shop.tenant_id):
            assert Member.objects.get(id=shop.actor.id).email == self.new_address(shop)
        assert any(line.to == old and self.new_address(shop) in line.text for line in list_mail())
        assert stranger.post(link).status_code == 404, "a link works once"
        shop.person.refresh_from_db()
        sign_in(shop, "192.0.2.7")

    def test_needs_the_password(self, signed_in: Client, shop: Shop) -> None:
        values = {"email": self.new_address(shop), "password": "guessed"}
        answer = signed_in.post("/account/email/", values)
        assert answer.status_code == 422
        assert "This is not your password." in answer.content.decode()

    def test_never_takes_a_strangers(self, signed_in: Client, shop: Shop, other_shop: Shop) -> None:
        link = self.ask(shop, signed_in)
        Person.objects.filter(id=other_shop.person.id).update(email=self.new_address(shop))
        assert Client().post(link).status_code == 409
        assert Person.objects.get(id=shop.person.id).email == shop.person.email
