"""A portable backup: every table through COPY, into an empty database of another server, walls and all."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from rapport.kernel.embedded.api import (
    database_urls,
    ensure_roles,
    ensure_secrets,
    ensure_server,
    stop_server,
)
from rapport.kernel.embedded.layout import Layout
from rapport.site.tests.running import MakeHome, environment, run

TABLES = """
select c.oid::regclass::text from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1
"""
CATALOGUE = """
select 'policy', p.polname || ' on ' || c.relname || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
  from pg_policy p join pg_class c on c.oid = p.polrelid where p.polname <> 'keeper'
union all select 'forced', concat(relname, relrowsecurity, relforcerowsecurity) from pg_class
 where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
union all select 'trigger', concat(tgrelid::regclass, tgname, tgenabled)
  from pg_trigger where not tgisinternal
union all select 'key', concat(conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
  from pg_constraint where connamespace = 'public'::regnamespace
order by 1, 2
"""
LAG = """
from rapport.site import runtime
runtime.set_up_django()
from rapport.kernel.outbox.api import list_lags
print(sum(lag.facts for lag in list_lags()))
"""
PROGRAM = """
import sys
from rapport.site import runtime
runtime.set_up_django()
from rapport.kernel.identity.api import system_actor, found_roles
from rapport.kernel.seals.api import seal_all
from rapport.kernel.outbox.api import Fact
from rapport.kernel.outbox.relay import relay_once
from rapport.kernel.tenancy.api import as_tenant, create_tenant, list_tenants
from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import
from pathlib import Path
home = runtime.home()
for slug in sys.argv[2:]:
    tenant = create_tenant(slug, slug.title())
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    taken = take_path(Path(sys.argv[1]), "customers", actor=actor)
    run_import(taken.id, actor=actor)
while relay_once():
    pass
seal_all(home)
"""
SEALS = """
from rapport.site import runtime
runtime.set_up_django()
from rapport.kernel.seals.api import check_all
print(len(check_all(runtime.home())))
"""
RELAY = """
from rapport.site import runtime
runtime.set_up_django()
from rapport.kernel.outbox.relay import relay_once
print(relay_once())
"""


@pytest.fixture(scope="module")
def home(migrated_home: MakeHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with two shops, facts carried, history sealed."""
    place = migrated_home(tmp_path_factory.mktemp("portable") / "home")
    ensure_server(place)
    people = place / "people.csv"
    people.write_text(
        "id,name,email\n" + "".join(f"{n},Name {n} 茶\t\\N,n{n}@example.com\n" for n in range(400))
    )
    _python(place, PROGRAM, str(people), "one", "two")
    yield place
    stop_server(place)


def _python(home: Path, program: str, *words: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**environment(home), **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _sums(url: str) -> dict[str, tuple[int, str]]:
    """Count and add up every table, read as the keeper."""
    sums = {}
    with psycopg.connect(url) as connection:
        connection.execute("set role rapport_keeper")
        for (table,) in connection.execute(TABLES).fetchall():
            statement = (
                "select count(*), coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from {} t"
            )
            row = connection.execute(sql.SQL(statement).format(sql.Identifier(table.strip('"')))).fetchone()
            assert row
            sums[table] = (row[0], row[1])
    return sums


def _catalogue(url: str) -> list[tuple[str, str]]:
    with psycopg.connect(url) as connection:
        return connection.execute(CATALOGUE).fetchall()


@pytest.fixture(scope="module")
def backup(home: Path) -> Path:
    folder = home.parent / "backup"
    taken = run(home, "backup", "--portable", "--to", str(folder), "--json")
    assert taken.returncode == 0, taken.stderr
    assert json.loads(taken.stdout)["portable"]
    return folder


def test_it_comes_back_in_another_server_with_every_row_and_wall(
    home: Path, backup: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    restored = run(other, "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    ensure_server(other)
    try:
        here, there = database_urls(home, {})["owner"], database_urls(other, {})["owner"]
        run(other, "backup", "--portable", "--to", str(tmp_path / "again"))  # lets the keeper read there too
        sums, other_sums = _sums(here), _sums(there)
        assert sums["party"][0] == 800
        assert {name for name in sums if sums[name] != other_sums[name]} <= {"procrastinate_workers"}
        assert _catalogue(here) == _catalogue(there)
        assert _python(other, SEALS) == "0", "every seal holds"
        assert _python(other, RELAY) == "0", "nothing is carried twice"
        people = other / "more.csv"
        people.write_text("id,name\n1,New\n")
        _python(other, PROGRAM, str(people), "three")
        assert _python(other, SEALS) == "0", "history goes on where it ended"
        assert _python(other, LAG) == "0", "new facts reach their consumers"
    finally:
        stop_server(other)


def test_with_a_database_elsewhere_everything_is_in_it(home: Path, backup: Path, tmp_path: Path) -> None:
    """DATABASE_URL names a server whose files are not ours to copy: the backup holds its tables."""
    elsewhere = tmp_path / "elsewhere"
    ensure_server(elsewhere)
    url = database_urls(elsewhere, {})["owner"]
    other = tmp_path / "other"
    environment = {"DATABASE_URL": url}
    try:
        restored = run(other, "restore", str(backup), **environment)
        assert restored.returncode == 0, restored.stderr
        assert not (other / "postgres" / "data").exists()
        taken = run(other, "backup", "--json", **environment)
        assert taken.returncode == 0, taken.stderr
        folder = Path(json.loads(taken.stdout)["folder"])
        rows = {
            one["name"]: one["rows"]
            for one in json.loads((folder / "tables/tables.json").read_text())["tables"]
        }
        assert rows["party"] == 800
        again = run(tmp_path / "third", "restore", str(backup), **environment)
        assert again.returncode == 1
        assert "not empty" in again.stderr
        assert not (tmp_path / "third" / "secrets.json").exists()
    finally:
        stop_server(elsewhere)


def test_a_backup_of_a_newer_rapport_is_refused(backup: Path, tmp_path: Path) -> None:
    newer = Path(shutil.copytree(backup, tmp_path / "newer"))
    told = newer / "tables" / "tables.json"
    contents = json.loads(told.read_text())
    contents["migrations"].append(["party", "9999_from_the_future"])
    told.write_text(json.dumps(contents))
    manifest = json.loads((newer / "manifest.json").read_text())
    digest = hashlib.sha256(told.read_bytes()).hexdigest()
    manifest["files"]["tables/tables.json"] = {"size": told.stat().st_size, "sha256": digest}
    (newer / "manifest.json").write_text(json.dumps(manifest))
    other = tmp_path / "other"
    refused = run(other, "restore", str(newer))
    stop_server(other)
    assert refused.returncode == 1
    assert "9999_from_the_future" in refused.stderr


def test_the_keeper_is_nobody_s_login(home: Path, backup: Path) -> None:
    urls = database_urls(home, {})
    with psycopg.connect(urls["owner"]) as connection:
        row = connection.execute(
            "select rolcanlogin or rolsuper or rolbypassrls from pg_roles where rolname = 'rapport_keeper'"
        ).fetchone()
        assert row == (False,)
    for alias in ("default", "accounts", "relay"):
        with psycopg.connect(urls[alias]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("set role rapport_keeper")
    ensure_roles(urls["owner"], ensure_secrets(Layout(home).secrets))
