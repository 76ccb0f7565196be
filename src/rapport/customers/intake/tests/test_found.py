"""Customers are found as soon as they arrive: one by one at once, an import's by the job it leaves behind."""

from pathlib import Path
from typing import get_args

import pytest
from tests.house import Shop

from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import
from rapport.customers.party.tests.people import enter
from rapport.kernel.jobs.api import Lane, run_next
from rapport.kernel.search.api import search
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")

FILE = """id,name,email,phone
1,Annemarie Schmidthuber,anne@tea.example,+4915123456789
2,王小明,wang@tea.example,13800138000
3,Øystein Müller,oy@tea.example,
"""


def found(shop: Shop, text: str) -> list[str]:
    with as_tenant(shop.tenant_id):
        return [hit.title for hit in search(shop.actor, text, kinds=("customer",))]


def test_a_customer_is_found_in_the_transaction_that_enters_them(shop: Shop) -> None:
    enter(shop, "Zyxwvut Quux", "zyx@tea.example")
    for text in ("zyx", "zyxwvtu", "zyx@tea"):
        assert found(shop, text) == ["Zyxwvut Quux"]


def test_an_imports_customers_are_found_after_its_job(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(FILE, encoding="utf-8")
    run_import(take_path(path, "customers", actor=shop.actor).id, actor=shop.actor)
    while any(run_next(lane) for lane in get_args(Lane)):
        pass
    for text in ("annemarie schmidthuebr", "123456", "anne@tea"):
        assert found(shop, text) == ["Annemarie Schmidthuber"], text
    assert found(shop, "小明") == ["王小明"]
    assert found(shop, "mullre") == ["Øystein Müller"]
