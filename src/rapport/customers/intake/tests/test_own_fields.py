"""The business's own fields: suggested from headers, judged by their types, landed, exported, undone."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.house import Shop

from rapport.customers.intake.api import export_list, stream_rejects, take_path
from rapport.customers.intake.api.landing import choose, preview_import, run_import, undo_import
from rapport.kernel.errors import Forbidden
from rapport.kernel.fields.api import Choice, FieldType, define_field, list_fields, read_values, write_values
from rapport.kernel.identity.api import FieldRule
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

TEXT = (
    "name,email,Shoe size,Skin type,First visit,last seen at,Motto\n"
    "Ann,ann@example.com,38,Dry,2024-05-06,2024-05-06 12:30,=1+1\n"
    "Bob,bob@example.com,,oily,6.5.2024,,\n"
    "Cid,cid@example.com,large,dry,yesterday,noon," + "x" * 1_001 + "\n"
    "Dan,dan@example.com,41.5,wet,,,\n"
)


def found_fields(shop: Shop) -> None:
    skin = [Choice("dry", "Dry"), Choice("oily", "Oily")]
    fields: tuple[tuple[str, str, FieldType, list[Choice]], ...] = (
        ("shoe_size", "Shoe size", "integer", []),
        ("skin_type", "Skin type", "choice", skin),
        ("first_visit", "First visit", "date", []),
        ("last_seen_at", "Seen", "timestamp", []),
        ("motto", "Motto", "text", []),
    )
    for code, label, kind, choices in fields:
        define_field("customer", code, label, kind, choices=choices, actor=shop.actor)


def write(tmp_path: Path, text: str = TEXT) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def values(shop: Shop) -> dict[str, dict[str, Any]]:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select id, name from party")
        names: dict[UUID, str] = dict(cursor.fetchall())
        found = read_values("customer", names, actor=shop.actor)
    return {names[record]: held for record, held in found.items() if held}


def test_own_fields_are_suggested_and_land_in_their_types(shop: Shop, tmp_path: Path) -> None:
    found_fields(shop)
    run = take_path(write(tmp_path), "customers", actor=shop.actor)
    own = {field: columns for field, columns in run.mapping.items() if field.startswith("field:")}
    assert own == {
        "field:shoe_size": ["Shoe size"],
        "field:skin_type": ["Skin type"],
        "field:first_visit": ["First visit"],
        "field:last_seen_at": ["last seen at"],
        "field:motto": ["Motto"],
    }
    seen = preview_import(run.id, actor=shop.actor)
    assert seen.landing[0]["field:skin_type"] == "dry"
    progress = run_import(run.id, actor=shop.actor)
    assert (progress.accepted, progress.rejected) == (2, 2)
    assert values(shop) == {
        "Ann": {
            "shoe_size": 38,
            "skin_type": "dry",
            "first_visit": date(2024, 5, 6),
            "last_seen_at": datetime(2024, 5, 6, 10, 30, tzinfo=UTC),
            "motto": "=1+1",
        },
        "Bob": {"skin_type": "oily", "first_visit": date(2024, 5, 6)},
    }
    with as_tenant(shop.tenant_id):
        rejects = {(one["row"], one["field"]) for one in stream_rejects(run.id)}
    codes = ("shoe_size", "first_visit", "last_seen_at", "motto")
    assert rejects == {
        *((4, f"field:{code}") for code in codes),
        (5, "field:shoe_size"),
        (5, "field:skin_type"),
    }


def test_later_rows_win_blanks_say_nothing_and_undo_puts_back(shop: Shop, tmp_path: Path) -> None:
    found_fields(shop)
    run_import(take_path(write(tmp_path), "customers", actor=shop.actor).id, actor=shop.actor)
    before = values(shop)
    text = "email,name,Shoe size,Motto\nann@example.com,Ann,39,\nann@example.com,Ann,40,\n"
    text += "new@example.com,New,1,m\n"
    second = take_path(write(tmp_path, text), "customers", actor=shop.actor)
    run_import(second.id, actor=shop.actor)
    after = values(shop)
    assert after["Ann"] == {**before["Ann"], "shoe_size": 40}
    assert after["New"] == {"shoe_size": 1, "motto": "m"}
    undo_import(second.id, actor=shop.actor)
    assert values(shop) == before


def test_undo_keeps_a_customer_somebody_has_since_described(shop: Shop, tmp_path: Path) -> None:
    found_fields(shop)
    run = take_path(write(tmp_path), "customers", actor=shop.actor)
    run_import(run.id, actor=shop.actor)
    with unit_of_work(shop.actor), connection.cursor() as cursor:
        cursor.execute("select id from party where name = 'Bob'")
        bob: UUID = cursor.fetchone()[0]
        write_values("customer", bob, {"motto": "by hand"}, actor=shop.actor)
    undo_import(run.id, actor=shop.actor)
    kept = values(shop)
    assert kept == {"Bob": {"skin_type": "oily", "first_visit": date(2024, 5, 6), "motto": "by hand"}}


def test_a_protected_field_is_neither_offered_nor_written(shop: Shop, tmp_path: Path) -> None:
    found_fields(shop)
    locked = replace(shop.actor, field_rules=(FieldRule("customer", "shoe_size", "read"),))
    run = take_path(write(tmp_path), "customers", actor=locked)
    assert "field:shoe_size" not in run.mapping
    free = take_path(write(tmp_path), "customers", actor=shop.actor)
    with pytest.raises(Forbidden):
        run_import(free.id, actor=locked)


def test_a_required_field_must_be_filled_where_the_file_has_it(shop: Shop, tmp_path: Path) -> None:
    define_field("customer", "grade", "Grade", "text", required=True, actor=shop.actor)
    run = take_path(write(tmp_path, "name,Grade\nAnn,A\nBob,\n"), "customers", actor=shop.actor)
    progress = run_import(run.id, actor=shop.actor)
    assert (progress.accepted, progress.rejected) == (1, 1)


def test_own_fields_go_out_and_come_in_again(shop: Shop, other_shop: Shop, tmp_path: Path) -> None:
    for one in (shop, other_shop):
        found_fields(one)
    run_import(take_path(write(tmp_path), "customers", actor=shop.actor).id, actor=shop.actor)
    out = io.BytesIO()
    export_list("customers", "csv", out, actor=shop.actor)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert [(row["Shoe size"], row["Motto"]) for row in rows] == [("38", "'=1+1"), ("", "")]
    path = tmp_path / "again.csv"
    path.write_bytes(out.getvalue())
    again = take_path(path, "customers", actor=other_shop.actor)
    choose(again.id, actor=other_shop.actor, options={"zone": "UTC"})
    run_import(again.id, actor=other_shop.actor)
    assert values(other_shop) == values(shop)
    with as_tenant(shop.tenant_id):
        assert len(list_fields("customer")) == 5
