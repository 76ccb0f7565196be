"""Sources are set up in the browser: the line to paste, what came, what was kept apart."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.bigdata.ingest.models import EventSource
from rapport.bigdata.ingest.operations import holders
from rapport.bigdata.ingest.operations.sources import add_source
from rapport.bigdata.ingest.tests.conftest import ask, facts_of
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
Open = Callable[[str], Page]


@pytest.mark.browser
class TestInTheBrowser:
    def test_a_shop_adds_its_pages_and_sees_what_came(self, shop: Shop, desk: Open) -> None:
        page = desk("/settings/sources")
        expect(page.get_by_text("Nothing tells yet what visitors do")).to_be_visible()
        look(page, "sources-none")
        page.get_by_role("link", name="New source").click()
        check_accessible(page)
        look(page, "source-new")
        page.get_by_label("Name").fill("Tea house")
        page.get_by_label("Sites").fill("https://tea.example\nhttps://www.tea.example")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Tea house")).to_be_visible()
        with as_tenant(shop.tenant_id):
            source = EventSource.objects.get()
        expect(page.get_by_text(f'data-key="{source.key}"')).to_be_visible()
        seen = {"event": "product", "visitor": "v1", "sku": "A"}
        ask(
            [seen] * 40 + [{"event": "product"}, seen | {"price": "dear"}],
            source.key,
            origin="https://tea.example",
        )
        page.reload()
        expect(page.get_by_role("cell", name="40", exact=True)).to_be_visible()
        expect(page.get_by_text("neither visitor nor user says whose it is")).to_be_visible()
        check_accessible(page)
        look(page, "source")
        page.get_by_role("button", name="Check them again").click()
        expect(page.locator(".toast")).to_contain_text("0 events taken")
        page.get_by_role("button", name="Shut").click()
        expect(page.get_by_role("button", name="Remove")).to_be_visible()
        desk("/settings/sources")
        look(page, "sources", alone=True)

    def test_a_servers_key_is_shown_once(self, shop: Shop, desk: Open) -> None:
        page = desk("/settings/sources/new")
        page.get_by_label("Name").fill("Till")
        page.get_by_label("Servers, apps, devices (secret key)").check()
        page.get_by_role("button", name="Save").click()
        key = page.get_by_role("textbox", name="Key", exact=True).input_value()
        assert ask({"event": "order", "user": "4711", "order": "7"}, key).status == 202
        check_accessible(page)
        page.get_by_role("link", name="I have copied it").click()
        expect(page.get_by_text(key)).to_have_count(0)


class TestPages:
    def test_wrong_input_changes_nothing(self, shop: Shop, client: Client) -> None:
        client.force_login(shop.person)
        form = {"name": "Tea", "kind": "site", "origins": "tea.example", "per_minute": "5", "system": "shop"}
        answer = client.post("/settings/sources/new", form)
        assert answer.status_code == 422
        assert "is not a site such as" in answer.content.decode()
        with as_tenant(shop.tenant_id):
            assert not EventSource.objects.exists()

    def test_the_list_asks_as_much_for_many_as_for_one(
        self, shop: Shop, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(20):
            add_source(f"Till {number}", "server", actor=shop.actor)
        client.force_login(shop.person)
        with django_assert_max_num_queries(25):
            assert client.get("/settings/sources").status_code == 200


class TestApi:
    def test_a_source_is_made_shut_and_removed(self, shop: Shop, api: Any) -> None:
        made = api.post("/event-sources", {"name": "Till", "kind": "server"}).json()
        assert ask({"event": "order", "user": "1"}, made["write_key"]).status == 202
        whole = api.get(f"/event-sources/{made['id']}").json()
        assert (whole["key"], [day["accepted"] for day in whole["days"]]) == ("", [1])
        assert api.delete(f"/event-sources/{made['id']}").status_code == 409
        assert api.patch(f"/event-sources/{made['id']}", {"active": False}).json()["active"] is False
        assert api.delete(f"/event-sources/{made['id']}").status_code == 204
        assert api.get(f"/event-sources/{made['id']}").status_code == 404

    def test_events_say_whose_numbers_they_hold(self, shop: Shop, api: Any, client: Client) -> None:
        made = api.post("/event-sources", {"name": "Till", "kind": "server", "system": "till"}).json()
        said = {"event": "identify", "user": "4711"}
        assert ask(said, made["write_key"]).status == 202
        client.force_login(shop.person)
        form = {"name": "Till", "per_minute": "5", "system": " erp "}
        client.post(f"/settings/sources/{made['id']}/edit", form)
        assert "Customers’ numbers of: erp" in client.get(f"/settings/sources/{made['id']}").content.decode()
        assert api.get(f"/event-sources/{made['id']}").json()["system"] == "erp"
        holders.forget_known()
        assert ask(said, made["write_key"]).status == 202
        told = facts_of(shop, "visitor.identified.v1")
        assert [one["system"] for one in told] == ["till", "erp"]
        assert len({one["visitor_id"] for one in told}) == 2

    def test_what_was_kept_apart_is_read_and_taken_again(self, shop: Shop, api: Any) -> None:
        made = api.post("/event-sources", {"name": "Till", "kind": "server"}).json()
        ask([{"event": "order"}, {"event": "order", "user": "1"}], made["write_key"])
        (row,) = api.get(f"/event-sources/{made['id']}/rejected").json()["items"]
        assert row["raw"] == '{"event": "order"}'
        assert api.post(f"/event-sources/{made['id']}/rejected/again").json() == {
            "accepted": 0,
            "rejected": 1,
        }
