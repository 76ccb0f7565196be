"""Suggested columns: English and Chinese headers, other systems' exports, and what must not be guessed."""

from pathlib import Path

import pytest

from rapport.customers.intake.contracts.fields import TargetField
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.formats.files import detect_layout, open_table
from rapport.customers.intake.rules.mapping import kind_in_header, missing_fields, suggest_mapping, words_of

PEOPLE = get_kind("customers").fields
ORDERS = get_kind("orders").fields


@pytest.mark.parametrize(
    ("columns", "mapping"),
    [
        (["First Name", "last_name", "E-Mail Address"], {"given_name": 0, "family_name": 1, "email": 2}),
        (["CustomerID", "fullName", "ZIP"], {"external_id": 0, "name": 1, "postal_code": 2}),
        (
            ["客户编号", "姓名", "手机号", "邮箱", "收货地址"],
            {"external_id": 0, "name": 1, "mobile": 2, "email": 3, "street": 4},
        ),
        (["會員編號", "名稱", "電郵"], {"external_id": 0, "name": 1, "email": 2}),
        (["Capacity", "Named after", "Telegraph"], {}),
    ],
)
def test_customers(columns: list[str], mapping: dict[str, int]) -> None:
    found = suggest_mapping(columns, PEOPLE)
    assert found == {name: [columns[position]] for name, position in mapping.items()}


@pytest.mark.parametrize(
    "columns",
    [
        [
            "InvoiceNo",
            "StockCode",
            "Description",
            "Quantity",
            "InvoiceDate",
            "UnitPrice",
            "CustomerID",
            "Country",
        ],
        ["订单号", "货号", "商品名称", "数量", "下单时间", "单价", "客户编号", "国家"],
        ["order_id", "sku", "item", "qty", "created_at", "price", "customer", "country code"],
    ],
)
def test_orders(columns: list[str]) -> None:
    found = suggest_mapping(columns, ORDERS)
    names = ["invoice", "sku", "description", "quantity", "at", "price", "customer"]
    assert [found[name] for name in names] == [[column] for column in columns[:7]]
    assert not missing_fields(found, ORDERS)
    assert missing_fields({}, ORDERS) == ["invoice", "at", "quantity", "price"]


def test_several_values_of_one_kind_all_find_their_field() -> None:
    columns = ["E-mail (home)", "E-mail (work)", "E-mail (work) 2", "Phone (mobile)", "Phone (fax work)"]
    found = suggest_mapping(columns, PEOPLE)
    assert found == {"email": columns[:3], "mobile": [columns[3]], "fax": [columns[4]]}
    assert [kind_in_header(column) for column in columns[:2]] == ["home", "work"]


def test_a_column_serves_one_field_and_the_better_name_wins() -> None:
    fields = (
        TargetField("name", "Name", ("name",)),
        TargetField("company", "Company", ("company name", "company")),
    )
    assert suggest_mapping(["Company name", "Name"], fields) == {
        "name": ["Name"],
        "company": ["Company name"],
    }


def test_words() -> None:
    assert words_of("UnitPrice (EUR)") == ["unit", "price", "eur"]
    assert words_of("＊客户＿名称") == ["客户", "名称"]


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        (
            "google/google_contacts_mtrazzi.csv",
            {"name": "Name", "given_name": "Given Name", "email": "E-mail 1 - Value"},
        ),
        (
            "hubspot/hubspot_contacts.csv",
            {
                "external_id": "Contact ID",
                "given_name": "First Name",
                "email": "Email",
                "mobile": "Mobile Phone Number",
                "phone": "Phone Number",
                "city": "City",
            },
        ),
        (
            "hubspot/hubspot_companies.csv",
            {"external_id": "Company ID", "company": "Company Name", "street": "Street Address"},
        ),
    ],
)
def test_exports_of_other_systems(data: Path, file: str, wanted: dict[str, str]) -> None:
    path = data / "contacts" / file
    found = suggest_mapping(open_table(path, detect_layout(path)).columns, PEOPLE)
    for name, column in wanted.items():
        assert column in found[name], (name, found)
