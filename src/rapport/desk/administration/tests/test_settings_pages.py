"""Settings' pages: made of declarations, searched, refused beside the field, told who and when."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.house import Shop

from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant, get_tenant

BUSINESS = {
    "business.name": "Teahouse North",
    "business.country": "DE",
    "business.currency": "EUR",
    "business.zone": "Asia/Shanghai",
    "business.language": "en",
}


@pytest.fixture
def clerk(shop: Shop, client_of: Callable[[Any], Client]) -> Client:
    person = identity.create_person(f"clerk@{shop.slug}.example", "Cle Rk")
    return client_of(identity.add_member(shop.tenant_id, person, ["clerk"]))


def test_the_business_is_changed_and_history_stands_beside(signed_in: Client, shop: Shop) -> None:
    saved = signed_in.post("/settings/of/business", BUSINESS, REMOTE_ADDR="192.0.2.7")
    assert saved.status_code == 302
    assert get_tenant(shop.tenant_id).zone == "Asia/Shanghai"
    content = signed_in.get("/settings/of/business").content.decode()
    assert "Europe/Berlin → Asia/Shanghai" in content
    assert "Ada Teahouse · 192.0.2.7" in content


def test_a_refusal_stands_at_its_field_and_nothing_is_kept(signed_in: Client, shop: Shop) -> None:
    wrong = signed_in.post("/settings/of/papers", {"papers.email": "nobody", "papers.city": "Hamburg"})
    assert wrong.status_code == 422
    assert "This is no e-mail address." in wrong.content.decode()
    assert "Hamburg" not in signed_in.get("/settings/of/papers").content.decode()


def test_search_finds_settings_and_pages(signed_in: Client) -> None:
    content = signed_in.get("/settings/?q=currency").content.decode()
    assert "/settings/of/business#id_business.currency" in content
    assert "/settings/rates" in content
    assert "No setting is called" in signed_in.get("/settings/?q=zeppelin").content.decode()


def test_who_may_not_sees_nothing_of_it(clerk: Client) -> None:
    assert clerk.get("/settings/of/business").status_code == 404
    assert clerk.post("/settings/of/business", BUSINESS).status_code == 404
    content = clerk.get("/settings/").content.decode()
    assert "/settings/of/business" not in content
    assert "/settings/people" in content
    assert clerk.get("/settings/rates").status_code == 403


def test_the_order_of_meeting_is_chosen(signed_in: Client, shop: Shop) -> None:
    from rapport.customers.matching.api import list_match_rules

    places = {"arrival.order_0": "email", "arrival.order_1": "phone", "arrival.order_2": ""}
    assert signed_in.post("/settings/of/arrival", places).status_code == 302
    with as_tenant(shop.tenant_id):
        assert [line.key for line in list_match_rules() if line.enabled] == ["email", "phone"]
    twice = signed_in.post("/settings/of/arrival", {**places, "arrival.order_2": "email"})
    assert twice.status_code == 422


class TestRates:
    def test_are_set_by_hand_and_taken_back(self, signed_in: Client) -> None:
        values = {"currency": "USD", "day": "2026-01-02", "rate": "0.92", "source": "bank"}
        assert signed_in.post("/settings/rates/new", values).status_code == 302
        content = signed_in.get("/settings/rates").content.decode()
        assert "0.92" in content
        assert "bank" in content
        remove = content.split("/settings/rates/")[-1].split('"')[0]
        assert signed_in.post(f"/settings/rates/{remove}").status_code == 302
        assert "No rates yet" in signed_in.get("/settings/rates").content.decode()

    def test_ones_own_currency_needs_none(self, signed_in: Client) -> None:
        values = {"currency": "EUR", "day": "2026-01-02", "rate": "1"}
        answer = signed_in.post("/settings/rates/new", values)
        assert answer.status_code == 422
        assert "Your own currency needs no rate." in answer.content.decode()

    @pytest.mark.parametrize("head", ["currency;day;rate", "汇率,日期,货币"])
    def test_come_from_a_file_all_or_none(self, signed_in: Client, head: str) -> None:
        row = "USD;2026-02-03;0.91" if ";" in head else "0.91,2026-02-03,USD"
        text = f"\ufeff{head}\r\n{row}\r\n"
        broken = SimpleUploadedFile("rates.csv", f"{text}nonsense\r\n".encode())
        answer = signed_in.post("/settings/rates/import", {"file": broken})
        assert answer.status_code == 422
        assert "line 3" in answer.content.decode()
        assert "No rates yet" in signed_in.get("/settings/rates").content.decode()
        whole = SimpleUploadedFile("rates.csv", text.encode())
        assert signed_in.post("/settings/rates/import", {"file": whole}).status_code == 302
        assert "0.91" in signed_in.get("/settings/rates").content.decode()


@pytest.mark.parametrize(
    "path", ["/settings/", "/settings/of/business", "/settings/rates", "/settings/?q=zone"]
)
def test_every_page_asks_few_questions(
    signed_in: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        assert signed_in.get(path).status_code == 200
