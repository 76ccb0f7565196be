"""The shop's own fields of a customer: with a new one, by thousands, in the dialog, in place."""

from uuid import UUID

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.party.api import get_customer, take_in_customers
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, draft, enter
from rapport.kernel.fields.api import Choice, define_field
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.tenancy.api import as_tenant

ADA = {"name": "Ada Lovelace", "external_ids": [{"system": "s", "external_id": "0"}]}


@pytest.fixture(autouse=True)
def _fields(shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        define_field("customer", "cups", "Cups a day", "integer", actor=shop.actor)
        choices = [Choice("green", "Green"), Choice("black", "Black")]
        define_field("customer", "tea", "Tea", "choice", choices=choices, actor=shop.actor)


def test_come_with_a_new_customer_and_its_fact(api: ApiCaller, shop: Shop) -> None:
    ada = api.post("/customers", {**ADA, "custom": {"cups": 3, "tea": "green"}}).json()
    assert ada["custom"] == {"cups": 3, "tea": "green"}
    assert api.get(f"/customers/{ada['id']}").json() == ada
    assert facts_of(shop.tenant_id, "customer.created.v1")[0]["state"]["custom"] == ada["custom"]


def test_are_refused_by_code(api: ApiCaller) -> None:
    answer = api.post("/customers", {**ADA, "custom": {"cups": "many", "tea": "green", "nose": "long"}})
    assert answer.status_code == 404  # a field named that is not there
    assert set(answer.json()["fields"]) == {"custom.cups", "custom.nose"}
    answer = api.post("/customers", {**ADA, "custom": {"cups": "many", "tea": "green"}})
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {"custom.cups"}


def test_of_many_rows_are_each_judged(api: ApiCaller) -> None:
    one, two = ({"name": f"One {n}", "external_ids": [{"system": "s", "external_id": n}]} for n in "12")
    first = api.post(
        "/customers/bulk",
        {"mode": "upsert", "rows": [{**one, "custom": {"cups": 1}}, {**two, "custom": {"cups": "x"}}]},
    ).json()
    assert (first["created"], first["rejected"]) == (1, 1)
    assert first["results"][1]["fields"].keys() == {"custom.cups"}
    rows = [{**one, "custom": {"cups": None, "tea": "Black"}}, {**two, "custom": {"cups": 2}}]
    second = api.post("/customers/bulk", {"mode": "upsert", "rows": rows}).json()
    kept = [api.get(f"/customers/{row['id']}").json()["custom"] for row in second["results"]]
    assert kept == [{"tea": "black"}, {"cups": 2}]
    assert api.post("/customers/bulk", {"mode": "update", "rows": rows}).json()["unchanged"] == 2


def test_a_protected_one_is_not_for_a_clerk(shop: Shop) -> None:
    careful = clerk(shop, scope=Scope.ALL, rules=(FieldRule("customer", "cups", "read"),))
    (answer,) = take_in_customers([draft(custom={"cups": 3})], mode="create", actor=careful)
    assert (answer.outcome, answer.code, set(answer.fields)) == ("rejected", "field", {"cups"})


def test_the_dialog_asks_for_them(signed_in: Client, shop: Shop) -> None:
    page = signed_in.get("/customers/new").content.decode()
    assert 'name="own_cups"' in page
    assert "At most 300 characters." in page
    sent = {"kind": "person", "name": "Ada", "own_cups": "lots", "own_tea": "green"}
    refused = signed_in.post("/customers/new", sent)
    assert refused.status_code == 422
    assert "Must be a whole number." in refused.content.decode()
    went = signed_in.post("/customers/new", {**sent, "own_cups": "4"})
    with as_tenant(shop.tenant_id):
        state = get_customer(UUID(went["Location"].rsplit("/", 1)[1]), actor=shop.actor)
    assert state.custom == {"cups": 4, "tea": "green"}


def test_two_at_one_field_are_told_and_may_take_it_back(signed_in: Client, shop: Shop) -> None:
    ada = enter(shop, custom={"cups": 3})
    path = f"/customers/{ada.id}/custom/cups"
    told = signed_in.post(path, {"value": "5", "was": "2"})
    assert (told.status_code, "“3”" in told.content.decode()) == (409, True)
    saved = signed_in.post(path, {"value": "5", "was": "3"})
    assert signed_in.post(f"{path}/undo?to=3&version=2").status_code == 204
    assert saved.status_code == 200
    with as_tenant(shop.tenant_id):
        assert get_customer(ada.id, actor=shop.actor).custom == {"cups": 3}
