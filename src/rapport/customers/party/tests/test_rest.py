"""Customers over the API: what programs rely on."""

from typing import Any
from urllib.parse import quote

import pytest
from tests.house import ApiCaller, Shop

from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import get_customer, list_customers
from rapport.customers.party.tests.people import clerk, enter
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

ADA = {
    "name": "Ada Lovelace",
    "contact_points": [{"kind": "email", "value": "Ada@X.org", "preferred": True}],
    "external_ids": [{"system": "shop", "external_id": "1"}],
    "tags": ["VIP"],
}


def made(api: ApiCaller, body: Any = None) -> Any:
    """Create a customer and return the answer's body."""
    answer = api.post("/customers", body or ADA)
    assert answer.status_code == 201, answer.content
    return answer.json()


class TestOne:
    def test_is_created_read_changed_under_its_version(self, api: ApiCaller) -> None:
        answer = api.post("/customers", ADA)
        ada = answer.json()
        assert (answer.status_code, answer["ETag"]) == (201, '"1"')
        assert ada["contact_points"][0]["normal"] == "ada@x.org"
        assert api.get(answer["Location"].removeprefix("/api/v1")).json() == ada
        path = f"/customers/{ada['id']}"
        changed = api.patch(path, {"city": "London"}, If_Match='"1"')
        assert (changed.json()["city"], changed["ETag"]) == ("London", '"2"')
        assert api.patch(path, {"city": "Paris"}, If_Match='"1"').status_code == 412
        assert api.patch(path, {}).json() == changed.json()
        assert api.patch(path, {"order_count": 3}).status_code == 422

    def test_meets_the_one_that_is_there(self, api: ApiCaller) -> None:
        ada = made(api)
        again = api.post("/customers", {**ADA, "city": "London"})
        assert (again.status_code, again.json()["code"]) == (409, "exists")
        met = api.post("/customers?upsert=true", {**ADA, "city": "London"})
        assert (met.status_code, met.json()["id"], met.json()["city"]) == (200, ada["id"], "London")

    def test_merged_away_leads_to_the_survivor(self, api: ApiCaller, shop: Shop) -> None:
        ada, twin = enter(shop), enter(shop)
        merge_customers(ada.id, twin.id, actor=shop.actor)
        answer = api.get(f"/customers/{twin.id}")
        assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/customers/{ada.id}")
        assert answer.json() == {"merged_into": str(ada.id)}
        refused = api.patch(f"/customers/{twin.id}", {"city": "London"})
        assert (refused.status_code, refused.json()["fields"]) == (409, {"merged_into": str(ada.id)})

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "name"),
            ({"name": "Ada", "contact_points": [{"kind": "email", "value": "nobody"}]}, "contact_points.0"),
            ({"name": "Ada", "country": "Germany"}, "country"),
            ({"name": "Ada", "loves": "tea"}, "loves"),
        ],
    )
    def test_is_refused_by_field(self, api: ApiCaller, body: Any, field: str) -> None:
        answer = api.post("/customers", body)
        assert answer.status_code == 422
        assert any(field in name for name in answer.json()["fields"])

    def test_names_a_unit_there_is(self, api: ApiCaller) -> None:
        answer = api.post("/customers", {"name": "Ada", "unit_id": str(new_id())})
        assert (answer.status_code, list(answer.json()["fields"])) == (404, ["unit_id"])

    def test_of_a_stranger_is_no_such_customer(self, api: ApiCaller, other_shop: Shop) -> None:
        theirs = enter(other_shop, "Ada", "ada@x.org").id
        for method, path, body in (
            ("GET", "", None),
            ("PATCH", "", {"city": "x"}),
            ("PUT", "/tags", {"tags": ["x"]}),
            ("PUT", "/roles", {"roles": []}),
            ("GET", "/insights", None),
            ("GET", "/handovers", None),
            ("GET", "/relations", None),
            ("POST", "/contact-points", {"kind": "email", "value": "a@x.org"}),
            ("DELETE", f"/contact-points/{new_id()}", None),
            ("POST", "/addresses", {"city": "x"}),
            ("POST", "/external-ids", {"system": "a", "external_id": "1"}),
        ):
            answers = [api.call(method, f"/customers/{who}{path}", body) for who in (theirs, new_id())]
            assert {answer.status_code for answer in answers} == {404}, (method, path)
            assert len({answer.json()["detail"] for answer in answers}) == 1


class TestParts:
    def test_come_and_go(self, api: ApiCaller) -> None:
        path = f"/customers/{made(api)['id']}"
        state = api.post(f"{path}/contact-points", {"kind": "phone", "value": "0176 12345678"}).json()
        point = state["contact_points"][1]
        assert point["normal"] == "+4917612345678"
        state = api.patch(f"{path}/contact-points/{point['id']}", {"label": "work"}).json()
        assert state["contact_points"][1]["label"] == "work"
        assert len(api.delete(f"{path}/contact-points/{point['id']}").json()["contact_points"]) == 1
        state = api.post(f"{path}/addresses", {"city": "London"}).json()
        address = state["addresses"][0]["id"]
        state = api.call("PUT", f"{path}/addresses/{address}", {"city": "Leeds"}).json()
        assert state["addresses"][0]["city"] == "Leeds"
        assert api.delete(f"{path}/addresses/{address}").json()["addresses"] == []
        identity = {"system": "erp", "external_id": "A/7"}
        assert len(api.post(f"{path}/external-ids", identity).json()["external_ids"]) == 2
        gone = api.delete(f"{path}/external-ids?system=erp&external_id=A%2F7").json()
        assert gone["external_ids"] == ADA["external_ids"]
        assert api.call("PUT", f"{path}/tags", {"tags": ["b", "a"]}).json()["tags"] == ["a", "b"]
        assert api.call("PUT", f"{path}/roles", {"roles": ["press"]}).json()["roles"] == ["press"]

    def test_ties_are_made_and_undone(self, api: ApiCaller) -> None:
        ada, acme = made(api)["id"], made(api, {"name": "Acme", "kind": "company"})["id"]
        (tie,) = api.post(f"/customers/{ada}/relations", {"to_id": acme, "kind": "employee_of"}).json()[
            "items"
        ]
        assert (tie["other_name"], tie["outward"]) == ("Acme", True)
        assert api.delete(f"/customers/{ada}/relations/{acme}/employee_of").json()["items"] == []

    def test_tags_are_the_shops(self, api: ApiCaller) -> None:
        made(api)
        (tag,) = api.get("/tags").json()["items"]
        assert api.call("PUT", f"/tags/{tag['id']}", {"name": "Gold"}).json()["name"] == "Gold"
        assert api.delete(f"/tags/{tag['id']}").status_code == 204
        assert api.delete(f"/tags/{tag['id']}").status_code == 404

    def test_a_hand_over_needs_somebody_to_take_it(self, api: ApiCaller) -> None:
        ada = made(api)["id"]
        assert api.post("/customers/hand-over", {"customer_ids": [ada]}).status_code == 422
        unit = api.post("/units", {"name": "Harbour", "code": "harbour"}).json()["id"]
        answer = api.post("/customers/hand-over", {"customer_ids": [ada], "unit_id": unit})
        assert answer.json() == {"moved": 1}
        assert api.get(f"/customers/{ada}/handovers").json()["items"][0]["to_unit_id"] == unit


class TestList:
    def test_pages_filters_and_searches(self, api: ApiCaller, shop: Shop) -> None:
        for name in ("Cleo", "Ada", "Bob"):
            enter(shop, name, f"{name}@x.org", country="GB" if name == "Bob" else "DE")
        first = api.get("/customers?sort=name&limit=2").json()
        rest = api.get(f"/customers?sort=name&limit=2&cursor={first['next']}").json()
        assert [row["name"] for row in first["items"] + rest["items"]] == ["Ada", "Bob", "Cleo"]
        assert rest["next"] is None
        assert [row["name"] for row in api.get("/customers?country=gb").json()["items"]] == ["Bob"]
        assert [row["name"] for row in api.get("/customers?q=cleo%40x").json()["items"]] == ["Cleo"]
        assert api.get("/customers?sort=tenant_id").status_code == 422


class TestBulk:
    def test_answers_every_row(self, api: ApiCaller) -> None:
        rows = [ADA, {"name": "Bob"}, {"name": ""}, {"nome": "Eve"}, {**ADA, "city": "London"}]
        answer = api.post("/customers/bulk", {"mode": "upsert", "rows": rows}).json()
        counts = (answer["created"], answer["updated"], answer["rejected"])
        assert counts == (2, 1, 2)
        assert [row["index"] for row in answer["results"]] == [0, 1, 2, 3, 4]
        assert answer["results"][4]["id"] == answer["results"][0]["id"]
        again = api.post("/customers/bulk", {"mode": "upsert", "rows": [ADA]}).json()
        assert again["unchanged"] == 1
        assert api.post("/customers/bulk", {"mode": "create", "rows": [ADA]}).json()["rejected"] == 1
        assert api.post("/customers/bulk", {"mode": "upsert", "rows": []}).status_code == 422


def test_hidden_fields_are_blank(shop: Shop) -> None:
    ada = enter(shop, "Ada", "ada@x.org", tax_number="GB1")
    rules = tuple(FieldRule("customer", name, "hidden") for name in ("contact_points", "tax_number"))
    careful = clerk(shop, scope=Scope.ALL, rules=rules)
    with as_tenant(shop.tenant_id):
        state = get_customer(ada.id, actor=careful)
        (row,) = list_customers(careful).rows
    assert (state.tax_number, state.contact_points, row.email, row.name) == ("", [], "", "Ada")


def test_a_filter_narrows_the_list_in_both_its_forms(api: ApiCaller, shop: Shop) -> None:
    enter(shop, "Ada Lovelace", country="GB")
    enter(shop, "Grace Hopper", country="US")
    for form in ("country:is:GB", '{"field": "country", "op": "is", "value": "GB"}'):
        answer = api.get(f"/customers?filter={quote(form)}")
        assert [row["name"] for row in answer.json()["items"]] == ["Ada Lovelace"]


def test_a_wrong_filter_is_answered_by_its_paths(api: ApiCaller, shop: Shop) -> None:
    form = "country:is:GB;or(created:before:2026-02-30;nothing:is:1)"
    answer = api.get(f"/customers?filter={quote(form)}")
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "invalid-filter"
    assert problem["fields"] == {
        "filter.and.1.or.0.value": "There is no such day.",
        "filter.and.1.or.1.field": "There is no such field.",
    }


def test_what_can_be_filtered_is_told_and_tried(api: ApiCaller, shop: Shop) -> None:
    enter(shop, "Ada Lovelace", country="GB")
    assert "customer" in api.get("/filters").json()["items"]
    assert "consent" not in api.get("/filters").json()["items"]
    told = api.get("/filters/customer").json()
    country = next(field for field in told["fields"] if field["name"] == "country")
    assert country["type"] == "choice" and {"value": "GB", "label": "United Kingdom"} in country["options"]
    assert {"orders", "consents"} <= {relation["name"] for relation in told["relations"]}
    tried = api.post("/filters/customer/trial", {"filter": {"field": "country", "op": "is", "value": "gb"}})
    assert tried.json()["count"] == 1
    assert tried.json()["words"] == "Country is United Kingdom"
    wrong = api.post("/filters/customer/trial", {"filter": {"field": "colour", "op": "is", "value": "red"}})
    assert list(wrong.json()["errors"]) == ["filter.field"]
    assert wrong.json()["count"] is None
    assert api.get("/filters/consent").status_code in (403, 404)
    assert api.get("/filters/nothing").status_code in (403, 404)
