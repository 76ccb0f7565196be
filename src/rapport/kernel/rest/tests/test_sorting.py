"""Lists over the API sort by several orders, page exactly, and refuse what is none of theirs."""

import pytest
from tests.house import ApiCaller, Shop

from rapport.kernel.identity.api import create_unit
from rapport.kernel.tenancy.api import as_tenant

UNITS = (("North", "c"), ("South", "a"), ("North", "b"), ("South", "e"), ("North", "d"))
CODES = {code for _, code in UNITS}


@pytest.fixture(autouse=True)
def units(shop: Shop) -> None:
    """Some units of the same names."""
    with as_tenant(shop.tenant_id):
        for name, code in UNITS:
            create_unit(name, code)


def walk(api: ApiCaller, sort: str, *, limit: int) -> list[tuple[str, str]]:
    """Return every unit page by page."""
    found, cursor = [], ""
    while True:
        page = api.get(f"/units?sort={sort}&limit={limit}{cursor}").json()
        found += [(unit["name"], unit["code"]) for unit in page["items"] if unit["code"] in CODES]
        if not page["next"]:
            return found
        cursor = f"&cursor={page['next']}"


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_each_next_order_breaks_the_ties_of_those_before(api: ApiCaller, limit: int) -> None:
    assert walk(api, "name,-code", limit=limit) == sorted(
        sorted(UNITS, key=lambda unit: unit[1], reverse=True), key=lambda unit: unit[0]
    )
    assert walk(api, "-name,code", limit=limit) == sorted(
        sorted(UNITS, key=lambda unit: unit[1]), key=lambda unit: unit[0], reverse=True
    )


@pytest.mark.parametrize("sort", ["nonsense", "name,", "name,nonsense", "name,code,id,-name", "--name"])
def test_what_is_no_order_of_the_list_is_refused(api: ApiCaller, sort: str) -> None:
    assert api.get(f"/units?sort={sort}").status_code == 422


def test_a_cursor_of_another_order_is_none_of_this(api: ApiCaller) -> None:
    cursor = api.get("/units?sort=name,code&limit=2").json()["next"]
    answers = [
        api.get(f"/units?sort={sort}&cursor={cursor}").status_code
        for sort in ("name,code", "name", "code,name")
    ]
    assert answers == [200, 404, 404]
