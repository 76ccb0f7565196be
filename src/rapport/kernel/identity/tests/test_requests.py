"""Who asks, for which business, and what is left behind when the answer is no."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.kernel.identity.api import add_member, create_person
from rapport.kernel.identity.models import Member, Person, Unit
from rapport.kernel.tenancy.api import as_tenant, change_tenant

pytestmark = pytest.mark.urls("rapport.kernel.identity.tests.pages")


def unit_names(shop: Shop) -> list[str]:
    with as_tenant(shop.tenant_id):
        return list(Unit.objects.order_by("name").values_list("name", flat=True))


class TestStrangers:
    @pytest.mark.parametrize("path", ["/names", "/unmarked", "/write/200", "/for-the-host", "/businesses/"])
    def test_are_led_to_sign_in_and_back(self, client: Client, shop: Shop, path: str) -> None:
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"] == f"/sign-in/?next={path.replace('/', '%2F')}"

    def test_get_no_page_inside_a_page(self, client: Client, shop: Shop) -> None:
        assert client.get("/names", headers={"HX-Request": "true"}).status_code == 401

    def test_see_that_an_unknown_address_is_unknown(self, client: Client, shop: Shop) -> None:
        assert client.get("/nothing-here").status_code == 404


class TestMembers:
    def test_work_for_their_only_business(self, signed_in: Client, shop: Shop) -> None:
        assert signed_in.get("/names").content.decode() == f"Ada Teahouse|{shop.slug}|"

    def test_are_asked_which_business_when_they_have_several(
        self, client: Client, shop: Shop, other_shop: Shop
    ) -> None:
        add_member(other_shop.tenant_id, shop.person, ["clerk"])
        client.force_login(shop.person)
        assert client.get("/names")["Location"] == "/businesses/?next=%2Fnames"
        page = client.get("/businesses/?next=/names").content.decode()
        assert str(shop.tenant_id) in page
        assert str(other_shop.tenant_id) in page
        chosen = client.post("/businesses/", {"business": str(other_shop.tenant_id), "next": "/names"})
        assert chosen["Location"] == "/names"
        assert other_shop.slug in client.get("/names").content.decode()

    def test_cannot_choose_a_business_that_is_not_theirs(
        self, signed_in: Client, shop: Shop, other_shop: Shop
    ) -> None:
        assert signed_in.post("/businesses/", {"business": str(other_shop.tenant_id)}).status_code == 404
        assert shop.slug in signed_in.get("/names").content.decode()

    def test_are_led_only_to_our_own_addresses(self, signed_in: Client, shop: Shop) -> None:
        values = {"business": str(shop.tenant_id), "next": "https://elsewhere.example/"}
        assert signed_in.post("/businesses/", values)["Location"] == "/"

    def test_may_not_work_for_a_suspended_business(self, signed_in: Client, shop: Shop) -> None:
        signed_in.get("/names")
        change_tenant(shop.tenant_id, status="suspended")
        assert signed_in.get("/names").status_code == 403
        assert signed_in.get("/names").status_code == 403

    def test_may_not_work_once_suspended(self, signed_in: Client, shop: Shop) -> None:
        signed_in.get("/names")
        with as_tenant(shop.tenant_id):
            Member.objects.update(status="suspended")
        assert signed_in.get("/names").status_code == 403

    def test_lose_their_place_when_the_person_is_shut_out(self, signed_in: Client, shop: Shop) -> None:
        Person.objects.filter(id=shop.person.id).update(is_active=False)
        assert signed_in.get("/names").status_code == 302

    def test_leave_no_zone_for_whoever_the_thread_serves_next(self, signed_in: Client, shop: Shop) -> None:
        Person.objects.filter(id=shop.person.id).update(zone="Asia/Shanghai")
        signed_in.get("/names")
        assert timezone.get_current_timezone_name() == "UTC"

    def test_without_a_business_are_told_so(self, client: Client, shop: Shop) -> None:
        client.force_login(create_person(f"lonely@{shop.slug}.example", "Lone Ly"))
        assert client.get("/names").status_code == 403

    def test_need_the_right_before_the_page_runs(
        self, client_of: Callable[[object], Client], shop: Shop
    ) -> None:
        clerk = add_member(shop.tenant_id, create_person(f"c@{shop.slug}.example", "Cle Rk"), ["clerk"])
        assert client_of(clerk).get("/rights").status_code == 403
        assert client_of(shop.actor).get("/rights").status_code == 200

    def test_are_no_host(self, signed_in: Client, shop: Shop) -> None:
        assert signed_in.get("/for-the-host").status_code == 403
        Person.objects.filter(id=shop.person.id).update(is_host=True)
        assert signed_in.get("/for-the-host").content == b"host"


class TestTransactions:
    @pytest.mark.parametrize(("status", "kept"), [(200, True), (302, True), (400, False), (500, False)])
    def test_keep_the_work_only_below_400(
        self, signed_in: Client, shop: Shop, status: int, kept: bool
    ) -> None:
        assert signed_in.get(f"/write/{status}").status_code == status
        assert unit_names(shop) == ([f"written before {status}"] if kept else [])

    def test_keep_nothing_when_the_view_refuses(self, signed_in: Client, shop: Shop) -> None:
        response = signed_in.get("/miss", headers={"Accept": "application/json"})
        assert (response.status_code, response.json()["message"]) == (404, "There is no such thing.")
        assert unit_names(shop) == []

    def test_name_the_member_and_the_request_in_history(self, signed_in: Client, shop: Shop) -> None:
        from rapport.kernel.audit.api import list_changes

        response = signed_in.get("/write/200")
        with as_tenant(shop.tenant_id):
            (line,) = list_changes(tables=["unit"])
        assert (line.actor_id, str(line.request_id)) == (shop.actor.id, response["X-Request-Id"])

    def test_give_a_stream_its_own(self, signed_in: Client, shop: Shop) -> None:
        for status in (200, 201):
            signed_in.get(f"/write/{status}")
        response = signed_in.get("/stream")
        assert b"".join(response).decode() == "written before 200\nwritten before 201\n"

    def test_ask_the_database_little_before_the_page(
        self, signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        signed_in.get("/names")
        with django_assert_max_num_queries(3 + 3):
            signed_in.get("/names")


class TestPreferences:
    def test_speak_the_persons_language(self, signed_in: Client, shop: Shop) -> None:
        signed_in.post("/language", {"language": "zh-hans"})
        shop.person.refresh_from_db()
        assert shop.person.locale == "zh-hans"
        assert 'lang="zh-hans"' in signed_in.get("/businesses/").content.decode()
