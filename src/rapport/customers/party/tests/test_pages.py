"""The pages of the room: the list, entering, editing in place, tagging."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.customers.party.api import get_customer
from rapport.customers.party.tests.people import enter, unit
from rapport.kernel.tenancy.api import as_tenant

PART = {"HX-Request": "true"}


class TestList:
    def test_shows_searches_filters_and_sorts(self, signed_in: Client, shop: Shop) -> None:
        enter(shop, "Ada Lovelace", "ada@example.com", tags=("vip",))
        enter(shop, "Grace Hopper", "grace@example.com", stage="customer")
        assert "Grace Hopper" in signed_in.get("/customers").content.decode()
        found = signed_in.get("/customers?q=ada").content.decode()
        assert "Ada Lovelace" in found
        assert "Grace Hopper" not in found
        assert "Grace Hopper" not in signed_in.get("/customers?tag=vip").content.decode()
        assert "Ada Lovelace" not in signed_in.get("/customers?stage=customer").content.decode()
        by_name = signed_in.get("/customers?sort=-name").content.decode()
        assert by_name.index("Grace Hopper") < by_name.index("Ada Lovelace")

    def test_costs_the_same_however_many(
        self, signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(20):
            enter(shop, f"Customer {number}", f"c{number}@example.com", tags=(f"t{number % 3}",))
        with django_assert_max_num_queries(20):
            signed_in.get("/customers")

    def test_pages_on(self, signed_in: Client, shop: Shop) -> None:
        for number in range(55):
            enter(shop, f"Customer {number:02}")
        first = signed_in.get("/customers?sort=name").content.decode()
        assert first.count("<tr data-id") == 50
        link = first.split("data-more")[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
        rest = signed_in.get(link, headers=PART).content.decode()
        assert rest.count("<tr data-id") == 5


class TestEntering:
    def test_leads_to_the_new_page(self, signed_in: Client, shop: Shop) -> None:
        given = {
            "kind": "person",
            "name": "Ada Lovelace",
            "email": "ada@example.com",
            "phone": "",
            "city": "",
        }
        response = signed_in.post("/customers/new", given, headers=PART)
        assert response.headers["HX-Redirect"].startswith("/customers/")
        assert "The customer is entered" in signed_in.get(response.headers["HX-Redirect"]).content.decode()

    def test_names_the_wrong_field(self, signed_in: Client, shop: Shop) -> None:
        given = {"kind": "person", "name": "Ada", "email": "no address", "phone": "", "city": ""}
        response = signed_in.post("/customers/new", given, headers=PART)
        assert response.status_code == 422
        assert 'id="id_email_error"' in response.content.decode()


class TestEditing:
    def test_saves_undoes_and_minds_others(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada", city="London")
        path = f"/customers/{state.id}/fields/city"
        assert "London" in signed_in.get(path, headers=PART).content.decode()
        saved = signed_in.post(path, {"value": "Paris", "version": state.version}, headers=PART)
        assert "Paris" in saved.content.decode()
        late = signed_in.post(path, {"value": "Rome", "version": state.version}, headers=PART)
        assert late.status_code == 409
        assert "“Paris”" in late.content.decode()
        undo = f"{path}/undo?to=London&version={state.version + 1}"
        assert signed_in.post(undo, headers=PART).headers["HX-Refresh"] == "true"
        with as_tenant(shop.tenant_id):
            assert get_customer(state.id, actor=shop.actor).city == "London"

    def test_a_change_of_another_field_is_no_conflict(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada", city="London")
        path = f"/customers/{state.id}/fields"
        signed_in.post(f"{path}/zone", {"value": "Europe/London", "version": 1, "was": ""}, headers=PART)
        late = signed_in.post(f"{path}/city", {"value": "Rome", "version": 1, "was": "London"}, headers=PART)
        assert late.status_code == 200
        with as_tenant(shop.tenant_id):
            now = get_customer(state.id, actor=shop.actor)
        assert (now.city, now.zone) == ("Rome", "Europe/London")

    def test_refuses_a_wrong_value_in_its_place(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        path = f"/customers/{state.id}/fields/country"
        response = signed_in.post(path, {"value": "Q", "version": ""}, headers=PART)
        assert response.status_code == 422
        assert "editing" in response.content.decode()

    def test_knows_no_other_fields(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        assert signed_in.get(f"/customers/{state.id}/fields/tenant_id", headers=PART).status_code == 404

    def test_contact_points_come_and_go(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        given = {"kind": "email", "value": "ada@example.com", "label": "work", "preferred": "on"}
        added = signed_in.post(f"/customers/{state.id}/contacts/new", given, headers=PART)
        assert "reach-changed" in added.headers["HX-Trigger"]
        with as_tenant(shop.tenant_id):
            (point,) = get_customer(state.id, actor=shop.actor).contact_points
        assert point.preferred
        path = f"/customers/{state.id}/contacts/{point.id}"
        assert "ada@example.com" in signed_in.get(path, headers=PART).content.decode()
        assert signed_in.post(path, {"value": "nothing", "label": ""}, headers=PART).status_code == 422
        assert signed_in.post(f"{path}/remove", headers=PART).status_code == 204


class TestHandingOver:
    def test_moves_to_a_unit_and_keeps_the_reason(self, signed_in: Client, shop: Shop) -> None:
        state, north = enter(shop, "Ada"), unit(shop, "north")
        path = f"/customers/{state.id}/hand-over"
        assert "North" in signed_in.get(path, headers=PART).content.decode()
        given = {"unit_id": str(north), "owner_id": "", "reason": "moved town"}
        answer = signed_in.post(path, given, headers=PART)
        assert answer.headers["HX-Redirect"] == f"/customers/{state.id}"
        with as_tenant(shop.tenant_id):
            assert get_customer(state.id, actor=shop.actor).unit_id == north

    def test_nothing_chosen_is_said(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada")
        answer = signed_in.post(f"/customers/{state.id}/hand-over", {"reason": "why"}, headers=PART)
        assert answer.status_code == 422


class TestTagging:
    def test_tags_the_selected(self, signed_in: Client, shop: Shop) -> None:
        states = [enter(shop, f"Customer {number}") for number in range(3)]
        ids = [str(state.id) for state in states[:2]]
        response = signed_in.post(
            "/lists/customer/many/tag", {"ids": ids, "tag": "老客户", "query": "/customers?sort=name"}
        )
        assert response.headers["Location"] == "/customers?sort=name"
        with as_tenant(shop.tenant_id):
            tags = [get_customer(state.id, actor=shop.actor).tags for state in states]
        assert tags == [["老客户"], ["老客户"], []]

    def test_refuses_nothing_and_nonsense(self, signed_in: Client, shop: Shop) -> None:
        assert signed_in.post("/lists/customer/many/tag", {"ids": ["x"], "tag": "a"}).status_code == 422
        assert signed_in.post("/lists/customer/many/tag", {"tag": "a"}).status_code == 422

    def test_tags_of_one(self, signed_in: Client, shop: Shop) -> None:
        state = enter(shop, "Ada", tags=("old",))
        response = signed_in.post(f"/customers/{state.id}/tags", {"tags": "new, 新"}, headers=PART)
        assert "tags-changed" in response.headers["HX-Trigger"]
        with as_tenant(shop.tenant_id):
            assert sorted(get_customer(state.id, actor=shop.actor).tags) == ["new", "新"]
