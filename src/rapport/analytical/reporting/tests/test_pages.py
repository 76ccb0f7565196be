"""Pages and endpoints over the marts: few queries, complete words, nothing of a stranger's."""

import sys
from typing import Any

from django.test import Client
from tests.house import ApiCaller, Shop


def test_a_dashboard_shows_its_tiles_and_leads_to_rows(
    marts: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(25):
        page = signed_in.get("/dashboards/owner")
    text = page.content.decode()
    assert page.status_code == 200
    assert "€100" in text
    assert "+150%" in text
    assert "XAF" in text  # said to be missing
    assert "Tea &amp; &lt;b&gt;" in text
    assert text.count('class="tile"') == 8
    assert 'style="' not in text
    assert "duckdb" not in sys.modules or "rapport.analytical.warehouse.operations.answers" not in sys.modules


def test_every_delivered_dashboard_is_drawn(marts: Shop, signed_in: Client) -> None:
    for name in ("sales", "marketing", "service", "products"):
        page = signed_in.get(f"/dashboards/{name}?in=90d")
        assert page.status_code == 200
        assert 'class="tile"' in page.content.decode()


def test_rows_name_orders_and_lead_back(
    marts: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(25):
        page = signed_in.get("/ask/rows?of=revenue&filter=country:is:DE&from=owner")
    text = page.content.decode()
    assert "/orders/00000000-0000-0000-0000-000000000001" in text
    assert "/dashboards/owner" in text
    assert "€30.00" in text


def test_asking_keeps_the_question_in_the_address(marts: Shop, signed_in: Client) -> None:
    built = signed_in.get(
        "/ask?build=1&of=revenue&of=orders&by0=month&by1=channel&field0=country&operator0=any_of"
        "&values0=DE,%20CN&in=90d&as=line&sort=&top="
    )
    assert built.status_code == 302
    page = signed_in.get(built["Location"])
    assert page.status_code == 200
    assert "filter=country:any_of:DE|CN" in built["Location"].replace("%7C", "|").replace("%3A", ":")
    assert "<svg" in page.content.decode()
    wrong = signed_in.get("/ask?of=profit&by=moon")
    assert wrong.status_code == 422
    assert "profit" in wrong.content.decode()


def test_every_metric_is_defined_on_its_page(marts: Shop, signed_in: Client) -> None:
    text = signed_in.get("/metrics").content.decode()
    assert "sum(bought_minor) / sum(orders)" in text


def test_programs_ask_the_same(marts: Shop, api: ApiCaller) -> None:
    figures = api.get("/reports/figures?metrics=revenue,orders&by=channel&sort=channel").json()
    assert figures["rows"] == [["phone", 2000.0, 1.0], ["web", 8000.0, 3.0]]
    assert (figures["whole"], figures["without"]) == ([10000.0, 4.0], ["XAF"])
    rows = api.get("/reports/rows?metrics=revenue").json()
    assert len(rows["rows"]) == 3
    assert api.get("/reports/figures?metrics=profit").status_code == 404
    assert api.get("/reports/figures?metrics=visits&by=product").json()["code"] == "do-not-meet"
    assert api.get("/reports/dashboards/nothing").status_code == 404
    names = {one["name"] for one in api.get("/reports/metrics").json()["items"]}
    assert {"revenue", "conversion"} <= names
    assert api.get("/reports/splits?metrics=visits").json()["items"][-1]["name"] == "referrer"


def test_a_stranger_reads_their_own(marts: Shop, other_shop: Shop) -> None:
    stranger = ApiCaller(other_shop.tenant_id)
    answer = stranger.get("/reports/figures?metrics=revenue")
    assert answer.status_code == 404, answer.content


def test_a_dashboard_is_arranged_by_its_reader_alone(marts: Shop, signed_in: Client) -> None:
    def tiles(client: Client) -> list[dict[str, Any]]:
        text = client.get("/dashboards/owner?arrange=1").content.decode()
        return [{"at": one.partition('"')[0]} for one in text.split('value="wider:')[1:]]

    def press(**values: str) -> int:
        return signed_in.post("/dashboards/owner/arrange", values).status_code

    first = signed_in.get("/dashboards/owner").content.decode()
    assert press(do="later:0") == 302
    moved = signed_in.get("/dashboards/owner").content.decode()
    assert moved.index("Orders") < moved.index("€100") < len(first)
    assert press(do="remove:0") == 302
    assert press(do="add", address="of=pieces&by=product&as=bar") == 302
    assert len(tiles(signed_in)) == 8
    assert press(do="wider:99") == 422
    assert press(do="explode:0") == 422
    assert press(do="add", address="of=profit") == 404
    assert signed_in.post("/dashboards/nothing/arrange", {"do": "later:0"}).status_code == 404
    assert press(do="reset") == 302
    assert signed_in.get("/dashboards/owner").content.decode().count('class="tile"') == 8


def test_a_report_is_kept_and_saved_as_a_file(marts: Shop, signed_in: Client) -> None:
    kept = signed_in.post("/ask/keep", {"name": "Goods", "address": "of=revenue&by=product", "shared": "own"})
    assert kept.status_code == 302
    assert "Goods" in signed_in.get("/ask").content.decode()
    assert signed_in.post("/ask/keep", {"name": "", "address": "of=revenue"}).status_code == 422
    text = signed_in.get("/ask/file?of=revenue&by=product&format=csv").content.decode("utf-8-sig")
    assert text.splitlines() == ["Product,Revenue,currency", "C'2,50.0,EUR", "Tea & <b>,30.0,EUR"]
    book = signed_in.get("/ask/file?of=revenue&by=day&format=xlsx")
    assert book.content[:2] == b"PK"
    assert signed_in.get("/ask/file?of=revenue&format=exe").status_code == 422
