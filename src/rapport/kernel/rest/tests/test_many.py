"""Many rows: pages that hold each once, and bulk that answers every row."""

from typing import Any

import pytest
from tests.house import ApiCaller, Shop

from rapport.kernel.rest.tests.shops import count_units


class TestPages:
    @pytest.mark.parametrize("sort", ["id", "-id", "name", "-name", "code"])
    def test_hold_every_row_once_in_order(self, api: ApiCaller, sort: str) -> None:
        names = ["B", "A", "A", "C", "B", "A", "D"]
        rows = [{"name": name, "code": f"u{9 - number}"} for number, name in enumerate(names)]
        assert api.post("/units/bulk", {"mode": "create", "rows": rows}).json()["created"] == 7
        seen: list[Any] = []
        path = f"/units?limit=2&sort={sort}"
        after: str | None = ""
        while after is not None:
            page = api.get(path + (f"&cursor={after}" if after else "")).json()
            seen += page["items"]
            after = page["next"]
        assert len({row["id"] for row in seen}) == 7
        values = [row[sort.removeprefix("-")] for row in seen]
        assert values == sorted(values, reverse=sort.startswith("-"))

    @pytest.mark.parametrize("query", ["limit=0", "sort=no"])
    def test_refuse_what_they_do_not_offer(self, api: ApiCaller, query: str) -> None:
        assert api.get(f"/units?{query}").status_code == 422

    @pytest.mark.parametrize("cursor", ["x", "WyJuYW1lIiwieCIsIngiXQ"])
    def test_end_where_no_page_ended(self, api: ApiCaller, cursor: str) -> None:
        answer = api.get(f"/units?cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (404, "cursor")


class TestBulk:
    def test_answers_every_row(self, shop: Shop, api: ApiCaller) -> None:
        api.post("/units", {"name": "Old", "code": "old"})
        rows = [{"name": "New", "code": "new"}, {"name": "", "code": "x"}, {"name": "Renamed", "code": "old"}]
        answer = api.post("/units/bulk", {"mode": "upsert", "rows": rows}).json()
        assert [row["outcome"] for row in answer["results"]] == ["created", "rejected", "updated"]
        assert list(answer["results"][1]["fields"]) == ["name"]
        assert count_units(shop) == 2

    def test_refuses_more_rows_than_it_takes(self, api: ApiCaller) -> None:
        rows = [{"name": "x", "code": "x"}] * 10_001
        assert api.post("/units/bulk", {"mode": "create", "rows": rows}).status_code == 422
