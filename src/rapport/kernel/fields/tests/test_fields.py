"""Custom fields keep their types, their readers' rights and their speed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.fields import registry
from rapport.kernel.fields.api import (
    Choice,
    FieldInfo,
    FieldType,
    change_field,
    define_field,
    list_fields,
    matching,
    read_values,
    register_kind,
    write_values,
    write_values_bulk,
)
from rapport.kernel.fields.models import FieldValue
from rapport.kernel.fields.rules import parse_value
from rapport.kernel.identity.api import FieldRule
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

TYPES: dict[str, tuple[Any, Any]] = {
    "text": (" Earl Grey ", "Earl Grey"),
    "integer": ("42", 42),
    "date": ("2024-02-29", date(2024, 2, 29)),
    "timestamp": ("2024-05-31T14:30:00+02:00", datetime(2024, 5, 31, 12, 30, tzinfo=UTC)),
    "choice": ("Green", "green"),
}


@pytest.fixture(autouse=True)
def customers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    register_kind("customer", lambda: "Customer")


@pytest.fixture
def fields(shop: Shop) -> dict[str, FieldInfo]:
    """One field of each type, its code the type."""
    made = {}
    for name in TYPES:
        choices = [Choice("green", "Green"), Choice("black", "Black")] if name == "choice" else []
        made[name] = define_field(
            "customer", name, name.title(), cast(FieldType, name), choices=choices, actor=shop.actor
        )
    return made


def read(shop: Shop, record: UUID) -> dict[str, Any]:
    with as_tenant(shop.tenant_id):
        return read_values("customer", [record], actor=shop.actor)[record]


def count_values(shop: Shop) -> int:
    with as_tenant(shop.tenant_id):
        return FieldValue.objects.count()


class TestValues:
    def test_come_back_in_their_types(self, shop: Shop, fields: dict[str, FieldInfo]) -> None:
        record = new_id()
        write_values("customer", record, {name: raw for name, (raw, _) in TYPES.items()}, actor=shop.actor)
        assert read(shop, record) == {name: value for name, (_, value) in TYPES.items()}

    def test_are_emptied_by_none(self, shop: Shop, fields: dict[str, FieldInfo]) -> None:
        record = new_id()
        write_values("customer", record, {"text": "a", "integer": 1}, actor=shop.actor)
        write_values("customer", record, {"text": None, "integer": 2}, actor=shop.actor)
        assert read(shop, record) == {"integer": 2}

    @pytest.mark.parametrize(
        ("code", "raw"),
        [
            ("integer", "4.5"),
            ("integer", 2**63),
            ("integer", True),
            ("date", "31.05.2024"),
            ("date", "2024-02-30"),
            ("timestamp", "yesterday"),
            ("choice", "red"),
            ("text", "x" * 1001),
            ("text", "a\0"),
            ("text", ["a"]),
            ("nothing", "x"),
        ],
    )
    def test_refuse_what_is_not_of_their_type(
        self, shop: Shop, fields: dict[str, FieldInfo], code: str, raw: Any
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            write_values("customer", new_id(), {"text": "ok", code: raw}, actor=shop.actor)
        assert list(refusal.value.fields) == [code]
        assert count_values(shop) == 0

    def test_of_a_thousand_records_are_a_handful_of_statements(
        self, shop: Shop, fields: dict[str, FieldInfo], django_assert_max_num_queries: Any
    ) -> None:
        rows = [(new_id(), {"text": str(n), "integer": n if n % 10 else "x"}) for n in range(1_000)]
        with django_assert_max_num_queries(8):
            refusals = write_values_bulk("customer", rows, actor=shop.actor)
        assert [refusal.index for refusal in refusals] == list(range(0, 1_000, 10))
        assert count_values(shop) == 2 * 900

    def test_are_nobody_elses(self, shop: Shop, other_shop: Shop, fields: dict[str, FieldInfo]) -> None:
        record = new_id()
        write_values("customer", record, {"text": "mine"}, actor=shop.actor)
        assert read(other_shop, record) == {}
        with pytest.raises(Invalid):
            write_values("customer", record, {"text": "theirs"}, actor=other_shop.actor)


class TestRights:
    def test_hide_and_protect_fields(self, shop: Shop, fields: dict[str, FieldInfo]) -> None:
        record = new_id()
        write_values("customer", record, {"text": "seen", "integer": 1}, actor=shop.actor)
        rules = (FieldRule("customer", "text", "hidden"), FieldRule("customer", "integer", "read"))
        reader = replace(shop.actor, field_rules=rules)
        with as_tenant(shop.tenant_id):
            assert read_values("customer", [record], actor=reader)[record] == {"integer": 1}
            with pytest.raises(Missing):
                matching("customer", "text", "is", "seen", actor=reader)
        for code in ("text", "integer"):
            with pytest.raises(Forbidden):
                write_values("customer", record, {code: 2}, actor=reader)


class TestDefinitions:
    def test_keep_what_records_hold(self, shop: Shop, fields: dict[str, FieldInfo]) -> None:
        record = new_id()
        write_values("customer", record, {"choice": "black"}, actor=shop.actor)
        change = {"choices": [Choice("green", "Grün"), Choice("white", "Weiß")]}
        info = change_field(fields["choice"].id, change, actor=shop.actor)
        assert [(c.code, c.retired) for c in info.choices if c.retired] == [("black", True)]
        assert read(shop, record) == {"choice": "black"}
        with pytest.raises(Invalid):
            write_values("customer", record, {"choice": "black"}, actor=shop.actor)

    def test_can_be_retired_and_brought_back(self, shop: Shop, fields: dict[str, FieldInfo]) -> None:
        record = new_id()
        write_values("customer", record, {"text": "a"}, actor=shop.actor)
        change_field(fields["text"].id, {"retired": True}, actor=shop.actor)
        assert read(shop, record) == {}
        change_field(fields["text"].id, {"retired": False}, actor=shop.actor)
        assert read(shop, record) == {"text": "a"}

    def test_refuse_a_second_code_and_a_strange_kind(self, shop: Shop, fields: dict[str, FieldInfo]) -> None:
        with pytest.raises(Conflict):
            define_field("customer", "text", "Text", "text", actor=shop.actor)
        with pytest.raises(Invalid):
            define_field("planet", "text", "Text", "text", actor=shop.actor)


class TestMatching:
    @pytest.mark.parametrize(
        ("code", "comparison", "value", "count"),
        [
            ("integer", "is", 3, 1),
            ("integer", "below", 3, 3),
            ("integer", "at_least", "8", 2),
            ("text", "is", "t5", 1),
            ("choice", "is", "green", 5),
            ("date", "above", "2024-01-08", 2),
            ("timestamp", "filled", None, 0),
        ],
    )
    def test_finds_by(
        self, shop: Shop, fields: dict[str, FieldInfo], code: str, comparison: Any, value: Any, count: int
    ) -> None:
        teas = ("green", "black")
        rows = [
            (new_id(), {"integer": n, "text": f"t{n}", "choice": teas[n % 2], "date": f"2024-01-{n + 1:02}"})
            for n in range(10)
        ]
        write_values_bulk("customer", rows, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert len(matching("customer", code, comparison, value, actor=shop.actor)) == count

    def test_uses_the_index_of_its_type(self, shop: Shop, fields: dict[str, FieldInfo]) -> None:
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("set local enable_seqscan = off")
            for code, value, name in (
                ("integer", 5, "number"),
                ("text", "a", "words"),
                ("choice", "green", "choice"),
            ):
                query = matching("customer", code, "is", value, actor=shop.actor)
                assert f"field_value_{name}" in query.explain()


class TestRest:
    def test_defines_lists_and_changes(self, shop: Shop, other_shop: Shop, api: ApiCaller) -> None:
        body = {
            "kind": "customer",
            "code": "tea",
            "label": "Tea",
            "type": "choice",
            "choices": [{"code": "green", "label": "Green"}],
        }
        made = api.post("/fields", body)
        assert made.status_code == 201
        path = f"/fields/{made.json()['id']}"
        assert api.get("/fields?kind=customer").json()["items"] == [made.json()]
        changed = api.patch(path, {"label": "Drink", "retired": True}, If_Match=made["ETag"])
        assert (changed.json()["label"], changed.json()["retired"]) == ("Drink", True)
        assert api.patch(path, {"label": "Late"}, If_Match=made["ETag"]).status_code == 412
        assert api.post("/fields", body).status_code == 409
        assert api.post("/fields", {**body, "code": "x", "choices": []}).status_code == 409
        assert ApiCaller(other_shop.tenant_id).get(path).status_code == 404
        with as_tenant(shop.tenant_id):
            assert list_fields("customer") == []


INFO = FieldInfo(
    new_id(), "customer", "x", "X", "text", "", False, 0, False, 1, (Choice("a", "A", new_id()),)
)
ANYTHING = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.datetimes(), st.dates(), st.binary()
)


@given(st.sampled_from(list(TYPES)), ANYTHING)
def test_any_value_is_read_or_refused_with_a_reason(name: Any, raw: Any) -> None:
    try:
        parse_value(replace(INFO, type=name), raw, "Europe/Berlin")
    except ValueError as error:
        assert str(error)
