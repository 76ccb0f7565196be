"""What is edited on a customer's page beside the plain fields: the shop's own, addresses, ties, contacts."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.party.api import get_customer, list_relations, set_custom_fields
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter
from rapport.kernel.fields.api import Choice, define_field
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.tenancy.api import as_tenant

PART = {"HX-Request": "true"}


def undo_of(headers: object) -> str:
    """Return the address of the undo an answer offers."""
    return str(headers).split('"undo": "')[1].split('"')[0]


@pytest.fixture
def fields(shop: Shop) -> None:
    define_field(
        "customer", "tea", "Favourite tea", "choice", choices=[Choice("g", "Green")], actor=shop.actor
    )
    define_field("customer", "cups", "Cups a day", "integer", actor=shop.actor)
    define_field("customer", "met_at", "First met", "timestamp", actor=shop.actor)


@pytest.mark.usefixtures("fields")
class TestCustomFields:
    def test_are_shown_edited_and_taken_back(self, signed_in: Client, shop: Shop) -> None:
        ada = enter(shop)
        assert "Favourite tea" in signed_in.get(f"/customers/{ada.id}").content.decode()
        path = f"/customers/{ada.id}/custom/tea"
        assert "<select" in signed_in.get(path, headers=PART).content.decode()
        saved = signed_in.post(path, {"value": "g", "was": ""}, headers=PART)
        assert "Green" in saved.content.decode()
        (fact,) = facts_of(shop.tenant_id, "customer.updated.v1")
        assert fact["state"]["custom"] == {"tea": "g"}
        signed_in.post(undo_of(saved.headers["HX-Trigger"]), headers=PART)
        with as_tenant(shop.tenant_id):
            assert get_customer(ada.id, actor=shop.actor).custom == {}

    def test_say_what_is_wrong_and_who_was_faster(self, signed_in: Client, shop: Shop) -> None:
        path = f"/customers/{enter(shop).id}/custom/cups"
        refused = signed_in.post(path, {"value": "many", "was": ""}, headers=PART)
        assert refused.status_code == 422
        assert "whole number" in refused.content.decode()
        signed_in.post(path, {"value": "3", "was": ""}, headers=PART)
        late = signed_in.post(path, {"value": "4", "was": ""}, headers=PART)
        assert late.status_code == 409
        assert "“3”" in late.content.decode()

    def test_come_and_go_over_the_api(self, api: ApiCaller, shop: Shop) -> None:
        ada = enter(shop)
        path = f"/customers/{ada.id}/custom-fields"
        answer = api.patch(path, {"values": {"cups": 3, "met_at": "2026-01-02T08:30:00Z"}})
        assert answer.status_code == 200
        assert answer.json()["custom"] == {"cups": 3, "met_at": "2026-01-02T08:30:00+00:00"}
        assert api.patch(path, {"values": {"cups": "x"}}).status_code == 422
        assert api.patch(path, {"values": {"cups": 4, "nothing": 1}}).status_code == 404
        assert api.patch(path, {"values": {"cups": None}}).json()["custom"].keys() == {"met_at"}

    def test_hidden_ones_are_not_there(self, shop: Shop) -> None:
        blind = clerk(shop, scope=Scope.ALL, rules=(FieldRule("customer", "cups", "hidden"),))
        ada = enter(shop)
        set_custom_fields(ada.id, {"cups": 3, "tea": "g"}, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert get_customer(ada.id, actor=blind).custom == {"tea": "g"}


def test_an_address_is_added_changed_removed_and_brought_back(signed_in: Client, shop: Shop) -> None:
    ada = enter(shop)
    base = f"/customers/{ada.id}/addresses"
    assert signed_in.post(f"{base}/new", {"country": "GB"}, headers=PART).status_code == 422
    given = {"street": "12 Square", "city": "London", "country": "GB"}
    assert signed_in.post(f"{base}/new", given, headers=PART).status_code == 204
    with as_tenant(shop.tenant_id):
        (address,) = get_customer(ada.id, actor=shop.actor).addresses
    assert signed_in.post(f"{base}/{address.id}", {**given, "city": "Leeds"}, headers=PART).status_code == 204
    page = signed_in.get(f"/customers/{ada.id}").content.decode()
    assert "Leeds" in page
    assert "United Kingdom" in page
    gone = signed_in.post(f"{base}/{address.id}/remove", headers=PART)
    undo = undo_of(gone.headers["HX-Trigger"])
    assert parse_qs(urlsplit(undo).query)["city"] == ["Leeds"]
    reach = f"/customers/{ada.id}/reach"
    assert "Leeds" not in signed_in.get(reach, headers=PART).content.decode()
    assert signed_in.post(undo, headers=PART).status_code == 204
    assert "Leeds" in signed_in.get(reach, headers=PART).content.decode()


def test_a_tie_is_found_by_name_seen_from_both_ends_and_undone(signed_in: Client, shop: Shop) -> None:
    ada = enter(shop)
    first, second = enter(shop, "Engines Ltd", kind="company"), enter(shop, "Engines Inc", kind="company")
    path = f"/customers/{ada.id}/ties/new"
    given = {"kind": "employee_of", "who": "engines", "title": "Analyst"}
    several = signed_in.post(path, given, headers=PART)
    assert several.status_code == 422
    assert str(second.id) in several.content.decode()
    assert signed_in.post(path, {**given, "who": "nobody at all"}, headers=PART).status_code == 422
    assert signed_in.post(path, {**given, "other": str(first.id)}, headers=PART).status_code == 204
    assert "Employs" in signed_in.get(f"/customers/{first.id}").content.decode()
    gone = signed_in.post(f"/customers/{first.id}/ties/{ada.id}/employee_of/remove", headers=PART)
    signed_in.post(undo_of(gone.headers["HX-Trigger"]), headers=PART)
    with as_tenant(shop.tenant_id):
        (tie,) = list_relations(ada.id, actor=shop.actor)
    assert (tie.other_id, tie.title) == (first.id, "Analyst")


def test_a_contact_point_comes_back(signed_in: Client, shop: Shop) -> None:
    ada = enter(shop, "Ada", "ada@example.com")
    (point,) = ada.contact_points
    gone = signed_in.post(f"/customers/{ada.id}/contacts/{point.id}/remove", headers=PART)
    signed_in.post(undo_of(gone.headers["HX-Trigger"]), headers=PART)
    assert "ada@example.com" in signed_in.get(f"/customers/{ada.id}").content.decode()


def test_what_is_missing_leads_to_its_mending_and_changes_say_who(signed_in: Client, shop: Shop) -> None:
    ada = enter(shop, "Ada", "ada@example.com")
    signed_in.post(
        f"/customers/{ada.id}/fields/country", {"value": "DE", "version": 1, "was": ""}, headers=PART
    )
    page = signed_in.get(f"/customers/{ada.id}").content.decode()
    assert "/fields/locale?dialog=1" in page
    card = signed_in.get(f"/customers/{ada.id}/cards/completeness", headers=PART).content.decode()
    assert "/fields/country" not in card
    history = signed_in.get(f"/customers/{ada.id}/cards/history", headers=PART).content.decode()
    assert "Germany" in history
    assert shop.actor.name in history
    assert signed_in.get(f"/customers/{ada.id}/cards/nothing", headers=PART).status_code == 404


def test_many_tags_are_folded(signed_in: Client, shop: Shop) -> None:
    ada = enter(shop, tags=tuple(f"tag {number:02}" for number in range(15)))
    page = signed_in.get(f"/customers/{ada.id}").content.decode()
    shown, _, folded = page.partition('<details class="more-tags">')
    assert "3 more tags" in folded
    assert ("tag 11" in shown, "tag 12" in shown, "tag 12" in folded) == (True, False, True)
