"""Prospects on pages and for programs."""

from typing import Any

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.prospects.tests.captured import capture, found

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestPages:
    def test_the_list_and_the_card_show_score_and_reasons(
        self, shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
    ) -> None:
        ada = enter(shop, "Ada Prospect", "ada@x.org")
        line = capture(shop, ada.id, source="call", interest="warm")
        with django_assert_max_num_queries(25):
            assert "Ada Prospect" in signed_in.get("/prospects").content.decode()
        page = signed_in.get(f"/customers/{ada.id}/cards/prospect").content.decode()
        assert "Warm interest" in page
        assert signed_in.post(f"/prospects/{line.id}/convert").status_code == 302
        assert "Ada Prospect" not in signed_in.get("/prospects").content.decode()
        assert "Ada Prospect" in signed_in.get("/prospects?state=converted").content.decode()

    def test_dialogs_mark_change_and_lose(self, shop: Shop, signed_in: Client) -> None:
        ada = enter(shop, "Ada")
        values = {"source": "visit", "detail": "Fair", "interest": "cold"}
        assert signed_in.post(f"/customers/{ada.id}/prospect", values).status_code == 204
        line = found(shop, ada.id)
        change = {**values, "interest": "hot", "version": line.version}
        assert signed_in.post(f"/prospects/{line.id}", change).status_code == 204
        assert signed_in.post(f"/prospects/{line.id}/lose", {"reason": ""}).status_code == 422
        assert signed_in.post(f"/prospects/{line.id}/lose", {"reason": "price"}).status_code == 204
        assert signed_in.post(f"/prospects/{line.id}/reopen").status_code == 302
        assert found(shop, ada.id).state == "open"


def test_programs_capture_and_convert(shop: Shop, api: ApiCaller) -> None:
    ada = enter(shop, "Ada", "ada@x.org")
    made = api.post("/prospects", {"customer_id": str(ada.id), "source": "chat", "interest": "hot"})
    assert made.status_code == 201
    one = f"/prospects/{made.json()['id']}"
    assert api.patch(one, {"interest": "cold"}).json()["interest"] == "cold"
    assert api.post(f"{one}/lose", {"reason": "price"}).json()["state"] == "lost"
    assert api.post(f"{one}/reopen").json()["state"] == "open"
    assert api.post(f"{one}/convert").json()["converted_how"] == "hand"
    assert api.post("/prospects", {"customer_id": str(ada.id)}).status_code == 409
    assert [row["customer_id"] for row in api.get("/prospects?state=converted").json()["items"]] == [
        str(ada.id)
    ]
    assert api.get("/prospects/figures").json()["items"][0]["converted"] == 1
