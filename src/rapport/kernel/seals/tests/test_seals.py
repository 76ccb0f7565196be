"""A tail that is cut off, with its seals and all, is seen by the head outside the database."""

import json
from pathlib import Path

import psycopg
import pytest
from tests.house import HOME, Shop

from rapport.kernel.embedded import api as embedded
from rapport.kernel.identity.api import create_unit
from rapport.kernel.seals.anchor import NAME, read_heads
from rapport.kernel.seals.operations import check_tenant, seal_tenant
from rapport.kernel.tenancy.api import as_tenant


def as_thief(*statements: str) -> None:
    """Run statements as the owner of the tables, as somebody with stolen keys would."""
    from django.db import connections

    parts = embedded.connection_parts(HOME)["owner"] | {"dbname": connections["owner"].settings_dict["NAME"]}
    with psycopg.connect(**parts) as connection:
        for table in ("change", "change_seal"):
            connection.execute(f"alter table {table} no force row level security".encode())
        for statement in statements:
            connection.execute(statement.encode())
        for table in ("change", "change_seal"):
            connection.execute(f"alter table {table} force row level security".encode())


def change_and_seal(shop: Shop, home: Path, code: str) -> None:
    with as_tenant(shop.tenant_id):
        create_unit(code.title(), code)
    assert seal_tenant(shop.tenant_id, home)


def damage(shop: Shop, home: Path) -> list[str]:
    heads, outside = read_heads(home)
    return [one.what for one in (*outside, *check_tenant(shop.tenant_id, heads.get(shop.tenant_id)))]


@pytest.fixture
def sealed(shop: Shop, tmp_path: Path) -> Path:
    """A home with three seals of the shop outside the database."""
    for code in ("one", "two", "three"):
        change_and_seal(shop, tmp_path, code)
    assert damage(shop, tmp_path) == []
    return tmp_path


def test_sealing_twice_writes_nothing_new(shop: Shop, sealed: Path) -> None:
    before = (sealed / NAME).read_text()
    seal_tenant(shop.tenant_id, sealed)
    assert (sealed / NAME).read_text() == before


def test_a_cut_tail_is_seen_from_outside_only(shop: Shop, sealed: Path) -> None:
    mine = f"tenant_id = '{shop.tenant_id}'"
    last = f"(select snapshot from change_seal where {mine} and number = 2)"
    as_thief(
        f"delete from change where {mine} and not pg_visible_in_snapshot(xid, {last})",
        f"delete from change_seal where {mine} and number = 3",
    )
    assert check_tenant(shop.tenant_id, None) == [], "inside, the shorter chain looks whole"
    assert damage(shop, sealed) == ["the end of history was cut off"]
    before = (sealed / NAME).read_text()
    change_and_seal(shop, sealed, "four")
    assert (sealed / NAME).read_text() == before, "a damaged chain gets no new head"
    assert damage(shop, sealed) == ["history was written anew"]


def test_a_chain_made_anew_is_seen(shop: Shop, sealed: Path) -> None:
    as_thief(
        f"update change set actor_id = gen_random_uuid() where tenant_id = '{shop.tenant_id}'",
        f"delete from change_seal where tenant_id = '{shop.tenant_id}'",
    )
    for _ in range(3):
        change_and_seal(shop, sealed, f"new{_}")
    assert damage(shop, sealed) == ["history was written anew"]


@pytest.mark.parametrize("tampering", ["drop", "edit", "garble"])
def test_the_file_itself_shows_tampering(shop: Shop, sealed: Path, tampering: str) -> None:
    path = sealed / NAME
    lines = path.read_text().splitlines()
    if tampering == "drop":
        del lines[1]
    elif tampering == "edit":
        entry = json.loads(lines[1])
        lines[1] = json.dumps({**entry, "digest": "0" * 64})
    else:
        lines[1] = "{"
    path.write_text("\n".join(lines) + "\n")
    _heads, found = read_heads(sealed)
    assert len(found) == 1
    assert found[0].number == 2


def test_a_head_an_accident_kept_from_the_file_is_written_by_the_next(shop: Shop, sealed: Path) -> None:
    lines = (sealed / NAME).read_text().splitlines()
    (sealed / NAME).write_text("\n".join(lines[:-1]) + "\n")
    seal_tenant(shop.tenant_id, sealed)
    assert read_heads(sealed)[0][shop.tenant_id].number == 3
