"""A migrated database kept for tests to copy: migrating takes many seconds, copying a part of one.

It is named by what it was made from (migrations, what they import, the day, for partitions go by days), so a
changed migration makes another one and the old one is dropped.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from rapport.site.supervisor.preparing import SOURCE, fingerprint

PREFIX = "test_rapport_template_"
IMPORTS = re.compile(r"^\s*(?:from|import) rapport\.([\w.]+)(?: import ([\w, ()]+))?", re.MULTILINE)


def create_test_database(owner_url: str, name: str, migrate: Callable[[str], None]) -> None:
    """Create a migrated database; `migrate(name)` brings an empty one to the present schema."""
    template = PREFIX + _made_from()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(hashtext('rapport.test.template'))")
        if not _exists(owner, template):
            for old in _list_templates(owner):
                _run(owner, "drop database if exists {} with (force)", old)
            unfinished = f"{PREFIX}unfinished"
            _run(owner, "create database {}", unfinished)
            migrate(unfinished)
            _run(owner, "alter database {} rename to {}", unfinished, template)
        _run(owner, "create database {} template {} strategy file_copy", name, template)


def _made_from() -> str:
    migrations = list(SOURCE.rglob("migrations/*.py"))
    files = {file for migration in migrations for file in _imported(migration)}
    digest = hashlib.sha256(fingerprint([*migrations, *files]).encode())
    digest.update(datetime.now(UTC).date().isoformat().encode())
    return digest.hexdigest()[:16]


def _imported(migration: Path) -> Iterator[Path]:
    """Yield our files a migration imports, packages with all their files."""
    for module, names in IMPORTS.findall(migration.read_text("utf-8")):
        base = SOURCE.joinpath(*module.split("."))
        for place in (base, *(base / name for name in re.findall(r"\w+", names))):
            if place.with_suffix(".py").exists():
                yield place.with_suffix(".py")
        if base.is_dir():
            yield from base.glob("*.py")


def _exists(owner: psycopg.Connection, name: str) -> bool:
    return owner.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def _list_templates(owner: psycopg.Connection) -> list[str]:
    rows = owner.execute("select datname from pg_database where starts_with(datname, %s)", [PREFIX])
    return [row[0] for row in rows.fetchall()]


def _run(owner: psycopg.Connection, statement: str, *names: str) -> None:
    owner.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))
