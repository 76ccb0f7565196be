"""Undo: the shop is as it was, to the byte, and what others touched since stays."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.house import Shop

from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import, undo_import
from rapport.customers.intake.tests.facts import told
from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.errors import Conflict
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

TABLES = ("party", "contact_point", "external_id", "address", "party_tag", "consent", "note")
FIRST = (
    "id,name,email,city,street,tags,newsletter,note\n"
    "1,Ann,ann@example.com,Bonn,Way 1,vip,yes,n\n2,Bob,bob@example.com,,,,,\n"
)
SECOND = (
    "id,name,email,city,phone,street,tags,newsletter,note\n"
    "1,Ann Lee,ann2@example.com,Berlin,0151 23456789,Way 2,gold,no,m\n"
    "1,Ann Lee,,Potsdam,,,,,\n3,Cid,cid@example.com,,,,vip,yes,\n"
)
BY_HAND = """
insert into note (id, party_id, subject_kind, subject_id, version, created_at, updated_at, body, pinned,
mentions, author_name)
select uuidv7(), id, 'customer', id, 1, now(), now(), 'by hand', false, '{}', '' from party where name = 'Ann'
"""


def load(shop: Shop, tmp_path: Path, text: str) -> Any:
    path = tmp_path / "a.csv"
    path.write_text(text)
    run = take_path(path, "customers", actor=shop.actor)
    run_import(run.id, actor=shop.actor)
    return run.id


def picture(shop: Shop) -> dict[str, list[Any]]:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        seen = {}
        for table in TABLES:
            cursor.execute(f"select to_jsonb(t) from {table} t order by id")
            seen[table] = [json.loads(row[0]) for row in cursor.fetchall()]
        return seen


def test_undo_is_exact(shop: Shop, tmp_path: Path) -> None:
    load(shop, tmp_path, FIRST)
    before = picture(shop)
    second = load(shop, tmp_path, SECOND)
    assert picture(shop) != before
    counts = undo_import(second, actor=shop.actor)
    assert counts["kept"] == 0
    assert counts["restored"] == 1
    assert _but_versions(picture(shop)) == _but_versions(before)
    with pytest.raises(Conflict):
        undo_import(second, actor=shop.actor)


def _but_versions(seen: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """An undo is a change too: versions rise, and with them the time of the last change."""
    own = ("version", "updated_at")
    return {
        table: [{name: value for name, value in row.items() if name not in own} for row in rows]
        for table, rows in seen.items()
    }


def test_undo_tells_who_is_gone_and_how_the_others_are(shop: Shop, tmp_path: Path) -> None:
    load(shop, tmp_path, FIRST)
    second = load(shop, tmp_path, SECOND)
    before = told(shop.tenant_id)
    latest = {line["subject_id"]: line["version"] for _, line in before}
    undo_import(second, actor=shop.actor)
    removed = [line for name, line in told(shop.tenant_id)[len(before) :]]
    assert [line["version"] - latest[line["subject_id"]] for line in removed] == [1]
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select id from party where name = 'Ann'")
        ann = str(cursor.fetchone()[0])
    assert ann not in {line["subject_id"] for line in removed}
    single = [one for one in facts_of(shop.tenant_id, "customer.updated.v1") if one["customer_id"] == ann]
    assert single[-1]["version"] == latest[ann] + 1
    assert (single[-1]["state"]["name"], single[-1]["state"]["city"]) == ("Ann", "Bonn")
    assert [point["normal"] for point in single[-1]["state"]["contact_points"]] == ["ann@example.com"]


def test_undo_of_added_addresses_alone_is_told_too(shop: Shop, tmp_path: Path) -> None:
    load(shop, tmp_path, "id,name,email\n1,Ann,a@example.com\n")
    second = load(shop, tmp_path, "id,name,email\n1,Ann,b@example.com\n")
    undo_import(second, actor=shop.actor)
    last = facts_of(shop.tenant_id, "customer.updated.v1")[-1]
    assert [point["normal"] for point in last["state"]["contact_points"]] == ["a@example.com"]


def test_undo_keeps_what_others_touched_since(shop: Shop, tmp_path: Path) -> None:
    first = load(shop, tmp_path, FIRST)
    with unit_of_work(shop.actor), connection.cursor() as cursor:
        cursor.execute(BY_HAND)
    counts = undo_import(first, actor=shop.actor)
    assert counts["kept"] > 1
    seen = picture(shop)
    assert [party["name"] for party in seen["party"]] == ["Ann"]
    assert [point["normal"] for point in seen["contact_point"]] == ["ann@example.com"]
    assert [note["body"] for note in seen["note"]] == ["n", "by hand"]


def test_undo_keeps_later_changes(shop: Shop, tmp_path: Path) -> None:
    load(shop, tmp_path, FIRST)
    second = load(shop, tmp_path, SECOND)
    with unit_of_work(shop.actor), connection.cursor() as cursor:
        cursor.execute("update party set name = 'Ann Marie' where name = 'Ann Lee'")
    undo_import(second, actor=shop.actor)
    assert {party["name"] for party in picture(shop)["party"]} == {"Ann Marie", "Bob"}
