"""A stranger's records: one row in every table of a business, all under one id, every text a canary.

The rows are made from the catalogue of PostgreSQL, so a new table takes part without anybody thinking of it.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

CANARY = "canaryword"
# Written by every call, refused or not: who came, how often, what was already answered.
RESTLESS = frozenset({"change_origin", "api_token", "token_use", "usage", "idempotency_key", "job", "rate"})
_TABLES = """
select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
 where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'tenant'
   and has_table_privilege(c.oid, 'select') and c.relnamespace = 'public'::regnamespace order by 1
"""
_COLUMNS = """
select a.attname, t.typname, a.atttypmod,
       (select min(m[1]) from pg_constraint k,
               regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::') m
         where k.contype = 'c' and k.conrelid = a.attrelid and a.attnum = any(k.conkey))
  from pg_attribute a join pg_type t on t.oid = a.atttypid
 where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
   and a.attgenerated = '' and a.attidentity = ''
"""
_VALUES: dict[str, Any] = {
    "bool": True,
    "date": "2026-01-02",
    "timestamptz": "2026-01-02T03:04:05Z",
    "jsonb": "{}",
    "bytea": b"\x00" * 32,
    "interval": "1 hour",
}


@dataclass(slots=True)
class Samples:
    """The id under which a stranger's rows stand, and in which tables."""

    id: UUID = field(default_factory=new_id)
    tables: list[str] = field(default_factory=list)


def plant(tenant_id: UUID) -> Samples:
    """Put one row into every table of a business that takes one."""
    samples = Samples()
    waiting = list_tables()
    with as_tenant(tenant_id):
        for _round in range(6):  # parents first, whatever their order
            refused = [table for table in waiting if not _insert(table, tenant_id, samples.id)]
            samples.tables += [table for table in waiting if table not in refused]
            if refused == waiting:
                break
            waiting = refused
    return samples


def list_tables() -> list[str]:
    """Return the tables whose rows belong to a business."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [row[0] for row in cursor.fetchall()]


def checksums(tenant_id: UUID) -> dict[str, str]:
    """Return a digest of what a business has, table by table, but for what every call touches."""
    digests = {}
    with as_tenant(tenant_id), connection.cursor() as cursor:
        for table in list_tables():
            if table in RESTLESS:
                continue
            where = "where table_name <> 'api_token'" if table == "change" else ""
            cursor.execute(f'select t::text from "{table}" t {where} order by 1')
            rows = "\n".join(row[0] for row in cursor.fetchall())
            digests[table] = hashlib.sha256(rows.encode()).hexdigest()
    return digests


def _insert(table: str, tenant_id: UUID, record: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [f'"{table}"'])
        columns = cursor.fetchall()
    values = {
        name: _value(name, kind, modifier, allowed, tenant_id, record)
        for name, kind, modifier, allowed in columns
    }
    given: list[Any] = list(values.values())
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(["%s"] * len(values))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'insert into "{table}" ({names}) values ({places})', given)
    except DatabaseError:
        return False
    return True


def _value(name: str, kind: str, modifier: int, allowed: str | None, tenant_id: UUID, record: UUID) -> object:
    if name == "tenant_id":
        return tenant_id
    if kind == "uuid":
        return None if name in ("parent_id", "merged_into_id", "survivor_id") else record
    if kind.startswith("_"):
        return "{}"
    if kind in ("text", "varchar", "bpchar"):
        longest = modifier - 4 if modifier > 4 else 200
        return allowed or {2: "DE", 3: "EUR"}.get(longest, CANARY[:longest])
    return _VALUES.get(kind, 1)
