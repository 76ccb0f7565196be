"""What the API says of itself."""

import re
from types import GenericAlias
from typing import Any

from django.test import Client
from ninja import NinjaAPI
from pydantic import create_model
from tests.house import Shop

from rapport.kernel.rest.http.description import NamedSchema


def test_the_description_is_openapi_3_1(shop: Shop) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert re.fullmatch(r"3\.1\.\d", answer.json()["openapi"])
    assert "429" in answer.json()["paths"]["/api/v1/units"]["post"]["responses"]


def test_two_rooms_may_call_different_things_by_one_name() -> None:
    def shape(field: str) -> Any:
        fields: Any = {field: (int, ...)}
        inner = create_model("Inner", **fields)
        outer: Any = create_model("Outer", inner=(inner, ...))
        return GenericAlias(list, (outer,))

    api = NinjaAPI(urls_namespace="names", docs_url=None)
    for field in ("first", "second", "first"):
        path = f"/{field}{len(api.default_router.path_operations)}"
        api.get(path, response={200: shape(field)}, operation_id=path)(lambda request: [])
    described = NamedSchema(api, "")
    assert sorted(described["components"]["schemas"]) == ["Inner", "Inner2", "Outer", "Outer2"]
    for path, name in (("/first0", "Inner"), ("/second1", "Inner2"), ("/first2", "Inner")):
        outer = described["paths"][path]["get"]["responses"][200]["content"]["application/json"]["schema"]
        outer_name = outer["items"]["$ref"].rsplit("/", 1)[-1]
        inner = described["components"]["schemas"][outer_name]["properties"]["inner"]
        assert inner["$ref"].endswith(f"/{name}")
