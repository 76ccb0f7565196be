"""An entry that meets a customer who is there fills in what is empty, and tells what differs."""

from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.forms.contracts import FieldDraft
from rapport.customers.forms.models import FormDifference
from rapport.customers.forms.operations.deciding import ask_again, keep_as_it_was, take_difference
from rapport.customers.forms.tests.visitors import NEWS, make_form, send, the_entry, the_party, work
from rapport.customers.party.tests.people import enter
from rapport.customers.prospects.api import find_prospect
from rapport.kernel.errors import Conflict
from rapport.kernel.fields.api import define_field
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestWhoIsThere:
    def test_empty_fields_are_filled_and_others_only_told(self, shop: Shop) -> None:
        ada = enter(shop, "Ada Lovelace", "ada@x.org", "+4917612345678", stage="customer")
        form = make_form(shop)
        send(shop, form, name="Eve", email="ada@x.org", phone="+4917699999999", city="London")
        work()
        state = the_party(shop)
        assert (state.id, state.name, state.city, state.stage) == (
            ada.id,
            "Ada Lovelace",
            "London",
            "customer",
        )
        assert [point.normal for point in state.contact_points] == ["ada@x.org", "+4917612345678"]
        with as_tenant(shop.tenant_id):
            told = sorted(FormDifference.objects.values_list("field", "there", "given"))
            assert find_prospect(ada.id, actor=shop.actor) is None
        assert told == [
            ("name", "Ada Lovelace", "Eve"),
            ("phone", "+4917612345678", "+4917699999999"),
        ]
        assert the_entry(shop).outcome == "updated"

    def test_a_difference_is_taken_over_or_left(self, shop: Shop) -> None:
        enter(shop, "Ada", "ada@x.org", "+4917612345678")
        send(shop, make_form(shop), name="Eve", email="ada@x.org", phone="+4917699999999")
        work()
        with as_tenant(shop.tenant_id):
            name, phone = FormDifference.objects.order_by("field")
            take_difference(phone.id, actor=shop.actor)
            keep_as_it_was(name.id, actor=shop.actor)
            with pytest.raises(Conflict):
                ask_again(phone.id, actor=shop.actor)
            ask_again(name.id, actor=shop.actor)
            take_difference(name.id, actor=shop.actor)
        state = the_party(shop)
        assert state.name == "Eve"
        assert {point.normal for point in state.contact_points} == {
            *("ada@x.org", "+4917612345678", "+4917699999999")
        }

    def test_own_fields_that_are_filled_stay(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            define_field("customer", "seats", "Seats", "integer", actor=shop.actor)
        form = make_form(shop, fields=(FieldDraft("email"), FieldDraft("custom.seats")))
        for seats in ("12", "13"):
            send(shop, form, email="a@x.org", **{"custom.seats": seats})
            work()
        assert the_party(shop).custom == {"seats": 12}
        with as_tenant(shop.tenant_id):
            assert [one.field for one in FormDifference.objects.all()] == ["custom.seats"]


def test_pages_show_what_was_typed_and_have_it_decided(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    enter(shop, "Ada Lovelace", "ada@x.org", stage="customer")
    send(shop, make_form(shop), NEWS, name="<script>alert(1)</script>", email="ada@x.org")
    work()
    with django_assert_max_num_queries(25):
        page = signed_in.get(f"/forms/entries/{the_entry(shop).id}").content.decode()
    assert "Yes, send me the news." in page
    assert "<script>alert" not in page
    with django_assert_max_num_queries(25):
        assert "Ada Lovelace" in signed_in.get("/forms/differences").content.decode()
    with as_tenant(shop.tenant_id):
        (one,) = FormDifference.objects.all()
    assert signed_in.post(f"/forms/differences/{one.id}/keep").status_code == 302
    assert "Ada Lovelace" not in signed_in.get("/forms/differences").content.decode()


def test_the_page_of_a_form_shows_what_is_pasted_into_a_site(shop: Shop, signed_in: Client) -> None:
    form = make_form(shop, sites=("https://shop.example",))
    page = signed_in.get(f"/forms/{form.id}").content.decode()
    assert f"/f/{form.key}/frame&quot; title=" in page
    assert f"/f/{form.key}/entries&quot;" in page
    assert "NavItem" not in page
