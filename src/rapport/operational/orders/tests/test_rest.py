"""Programs place orders and move them on."""

from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import ApiCaller, Shop

from rapport.customers.party.api import CustomerDraft, create_customer
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import place_order

LINE = {"sku": "T-1", "quantity": 2, "unit_price": "9.99"}


def order(number: str, **values: Any) -> dict[str, Any]:
    return {"number": number, "source": "web", "lines": [LINE], **values}


class TestOrders:
    def test_places_reads_moves_on(self, shop: Shop, api: ApiCaller) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        made = api.post("/orders", order("1", party_id=str(ada.id), addresses=[{"purpose": "billing"}]))
        assert made.status_code == 201, made.content
        url = f"/orders/{made.json()['id']}"
        whole = api.get(url)
        assert (whole.json()["total_minor"], len(whole.json()["lines"])) == (1998, 1)
        stale = made["ETag"]
        assert api.post(f"{url}/status", {"status": "shipped"}, If_Match=stale).status_code == 200
        assert api.post(f"{url}/status", {"status": "completed"}, If_Match=stale).status_code == 412
        assert api.post(f"{url}/status", {"status": "placed"}).status_code == 409
        assert api.patch(url, {"note": "Gift"}).json()["note"] == "Gift"

    def test_has_one_effect_under_one_key(self, api: ApiCaller) -> None:
        first = api.post("/orders", {"lines": [LINE]}, Idempotency_Key="k1")
        again = api.post("/orders", {"lines": [LINE]}, Idempotency_Key="k1")
        assert first.content == again.content
        assert len(api.get("/orders").json()["items"]) == 1

    def test_filters_and_pages(self, api: ApiCaller) -> None:
        rows = [order(f"N-{i}", placed_at=f"2026-01-0{i}T00:00:00Z") for i in range(1, 8)]
        rows[0]["status"] = "shipped"
        assert api.post("/orders/bulk", {"mode": "create", "rows": rows}).json()["created"] == 7
        page = api.get("/orders?limit=3").json()
        assert [row["number"] for row in page["items"]] == ["N-7", "N-6", "N-5"]
        rest = api.get(f"/orders?limit=9&cursor={page['next']}").json()
        assert [row["number"] for row in rest["items"]] == ["N-4", "N-3", "N-2", "N-1"]
        for query, found in (
            ("status=shipped", 1),
            ("q=N-", 7),
            ("number=N-3", 1),
            ("placed_from=2026-01-03T00:00:00Z&placed_before=2026-01-05T00:00:00Z", 2),
            ("source=none", 0),
        ):
            assert len(api.get(f"/orders?{query}").json()["items"]) == found, query
        for query in ("sort=total", "status=nonsense", "party_id=x"):
            assert api.get(f"/orders?{query}").status_code == 422, query

    def test_answers_for_a_strangers_order_as_for_none(self, api: ApiCaller, other_shop: Shop) -> None:
        lines = (NewLine(unit_price=Decimal(1)),)
        theirs = place_order(NewOrder(lines=lines), actor=other_shop.actor)
        for method, path, body in (
            ("GET", "", None),
            ("PATCH", "", {"note": "x"}),
            ("POST", "/status", {"status": "paid"}),
            ("POST", "/payments", {"amount_minor": 1}),
            ("POST", "/refunds", {"amount_minor": 1}),
            ("POST", "/invoices", {}),
            ("GET", "/payments", None),
            ("GET", "/invoices", None),
            ("GET", "/returns", None),
        ):
            answer = api.call(method, f"/orders/{theirs.id}{path}", body)
            assert answer.status_code == 404, (method, path, answer.content)


class TestAfterwards:
    def test_pays_invoices_returns(self, api: ApiCaller) -> None:
        made = api.post("/orders", {"lines": [LINE]}).json()
        url = f"/orders/{made['id']}"
        assert api.post(f"{url}/payments", {"amount_minor": 1998}).status_code == 201
        assert api.get(url).json()["status"] == "paid"
        invoice = api.post(f"{url}/invoices", {"due_on": "2999-01-01"})
        assert invoice.json()["status"] == "paid"
        assert api.post(f"{url}/invoices", {}).status_code == 409
        back = {
            "lines": [{"line_id": made["lines"][0]["id"], "quantity": 1}],
            "reason": "damaged",
            "refund_minor": 999,
        }
        assert api.post(f"{url}/returns", back).json()["value_minor"] == 999
        assert api.post(f"{url}/returns", {**back, "refund_minor": 1000}).status_code == 409
        assert api.get(f"{url}/returns").json()["items"][0]["lines"][0]["value_minor"] == 999
        kinds = [row["kind"] for row in api.get(f"{url}/payments").json()["items"]]
        assert kinds == ["payment", "refund"]
        assert len(api.get(f"{url}/invoices").json()["items"]) == 1


class TestBulk:
    def test_takes_over_what_another_system_says(self, shop: Shop, api: ApiCaller) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        rows = [order("1", party_id=str(ada.id)), order("2"), order("3", lines=[{"sku": "T"}]), order("4")]
        first = api.post("/orders/bulk", {"mode": "upsert", "rows": rows}).json()
        assert [row["outcome"] for row in first["results"]] == ["created", "created", "rejected", "created"]
        assert "lines.0.sku" in first["results"][2]["fields"]
        before = api.get(f"/orders/{first['results'][0]['id']}").json()
        rows = [
            order("1", status="shipped", lines=[LINE, {**LINE, "unit_price": "1"}]),
            order("2"),
            order("4", status="cancelled"),
        ]
        second = api.post("/orders/bulk", {"mode": "upsert", "rows": rows}).json()
        assert [row["outcome"] for row in second["results"]] == ["updated", "unchanged", "updated"]
        after = api.get(f"/orders/{first['results'][0]['id']}").json()
        assert (after["total_minor"], after["status"], after["version"]) == (2198, "shipped", 2)
        assert after["party_id"] == str(ada.id)
        assert after["lines"][0]["id"] == before["lines"][0]["id"]
        assert [step["after"] for step in after["history"]] == ["placed", "shipped"]

    def test_minds_the_mode(self, api: ApiCaller) -> None:
        api.post("/orders", order("1"))
        for mode, number, code in (("create", "1", "number-taken"), ("update", "9", "missing")):
            answer = api.post("/orders/bulk", {"mode": mode, "rows": [order(number)]}).json()
            assert answer["results"][0]["code"] == code

    def test_lets_the_last_of_two_rows_win(self, api: ApiCaller) -> None:
        rows = [order("1"), order("1", lines=[{**LINE, "quantity": 1}])]
        answer = api.post("/orders/bulk", {"mode": "upsert", "rows": rows}).json()
        assert [row["outcome"] for row in answer["results"]] == ["created", "updated"]
        assert api.get("/orders").json()["items"][0]["total_minor"] == 999

    def test_asks_as_often_for_hundreds_as_for_one(self, shop: Shop, api: ApiCaller) -> None:
        customers = [create_customer(CustomerDraft(name=f"C{i}"), actor=shop.actor) for i in range(30)]
        rows = [order(f"B-{i}", party_id=str(customers[i % 30].id)) for i in range(600)]
        with CaptureQueriesContext(connection) as asked:
            answer = api.post("/orders/bulk", {"mode": "upsert", "rows": rows}).json()
        assert answer["created"] == 600
        assert len(asked) < 60
