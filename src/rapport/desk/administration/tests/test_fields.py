"""Fields of one's own by their page: added, answered, renamed, put out of use and back."""

from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.kernel.fields.api import FieldInfo, list_all_fields, list_fields
from rapport.kernel.tenancy.api import as_tenant

PATH = "/settings/fields"
TEA = {"label": "最爱茶类 Tea", "kind": "customer", "type": "choice", "answers": "Green\n乌龙\n\nGreen\n"}


def fields_of(shop: Shop) -> list[FieldInfo]:
    with as_tenant(shop.tenant_id):
        return list_all_fields()


@pytest.fixture
def tea(shop: Shop, signed_in: Client) -> FieldInfo:
    """A field with two answers, added by the form."""
    assert signed_in.post(f"{PATH}/new", TEA)["Location"] == PATH
    (added,) = fields_of(shop)
    return added


def test_a_code_is_made_of_name_and_answers(tea: FieldInfo) -> None:
    assert (tea.code, tea.kind, tea.type) == ("zui_ai_cha_lei_tea", "customer", "choice")
    assert [(one.code, one.label) for one in tea.choices] == [("green", "Green"), ("wu_long", "乌龙")]


def test_stands_on_the_page_and_in_lists_of_customers(shop: Shop, tea: FieldInfo, signed_in: Client) -> None:
    enter(shop, "Ada", "ada@example.com")
    page = signed_in.get(PATH).content.decode()
    assert "Green · 乌龙" in page
    assert "最爱茶类 Tea" in signed_in.get(f"/customers?cols=name,field.{tea.code}").content.decode()


def test_answers_are_renamed_added_and_left_out(tea: FieldInfo, shop: Shop, signed_in: Client) -> None:
    values: dict[str, Any] = {"label": "Tea", "help": "", "position": "4", "answers": "White"}
    values |= {"answer-green": "Green tea", "answer-wu_long": ""}
    assert signed_in.post(f"{PATH}/{tea.id}", values).status_code == 302
    (changed,) = fields_of(shop)
    assert (changed.label, changed.position) == ("Tea", 4)
    told = {one.code: (one.label, one.retired) for one in changed.choices}
    assert told == {"green": ("Green tea", False), "wu_long": ("乌龙", True), "white": ("White", False)}


def test_goes_out_of_use_and_comes_back(tea: FieldInfo, shop: Shop, signed_in: Client) -> None:
    for used in (0, 1):
        signed_in.post(f"{PATH}/{tea.id}/turn")
        with as_tenant(shop.tenant_id):
            assert len(list_fields("customer")) == used


def test_refusals_stand_in_the_form(tea: FieldInfo, signed_in: Client) -> None:
    taken = signed_in.post(f"{PATH}/new", {**TEA, "code": tea.code})
    assert taken.status_code == 409
    assert "Already in use." in taken.content.decode()
    bare = signed_in.post(f"{PATH}/new", {**TEA, "answers": ""})
    assert bare.status_code == 409
    assert "A choice field needs choices" in bare.content.decode()
    odd = signed_in.post(f"{PATH}/new", {"label": "9 lives!", "kind": "order", "type": "integer"})
    assert odd.status_code == 302
    assert "lives" in signed_in.get(PATH).content.decode()
