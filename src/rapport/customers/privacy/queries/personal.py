"""Reads: everything kept about one person, from every table that rooms named."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from psycopg import sql

from rapport.customers.party.api import (
    list_merged_ids,
    list_personal_tables,
    load_states,
    resolve_customers,
)
from rapport.customers.party.contracts import PersonalTable
from rapport.customers.privacy.contracts import Held, Row
from rapport.customers.privacy.rules import is_code, is_telling, list_texts
from rapport.kernel.audit.api import list_changes
from rapport.kernel.identity.api import Actor

_MOST_CHANGES = 10_000
_NEVER_GIVEN = ("tenant_id", "batch_id")


def gather(party_ids: Sequence[UUID]) -> Held:
    """Return every row kept about these parties, whole; one statement a table."""
    rows: dict[tuple[str, str], list[Row]] = {}
    ids_of: dict[str, set[str]] = defaultdict(set)
    files: dict[UUID, str] = {}
    for table in list_personal_tables():
        parents: Collection[Any] = ids_of[table.through] if table.through else party_ids
        found = _read(table, list(parents)) if parents else []
        rows[table.table, table.column] = found
        ids_of[table.table] |= {row["id"] for row in found if "id" in row}
        if table.files:
            files |= {UUID(row[table.files]): str(row["name"]) for row in found}
    return Held(rows, files)


def list_everybody(party_id: UUID) -> list[UUID]:
    """Return a living party with the records merged into it."""
    return [party_id, *list_merged_ids(party_id)]


def write_report(party_id: UUID, *, actor: Actor) -> dict[str, Any]:
    """Return everything kept about one party, for the person who asks: plain values, ready for JSON.

    By table, the rows of every table a room named (with those of records merged into it), without what tells
    of members and other people; and the history of its own rows. Raises `Missing`, `Forbidden`.
    """
    living = resolve_customers([party_id], actor=actor, verb="export")[party_id]
    ids = list_everybody(living)
    return describe(gather(ids), ids)


def describe(held: Held, ids: Sequence[UUID]) -> dict[str, Any]:
    """Return what of it the person is given."""
    tables: dict[str, list[Row]] = {}
    for table in list_personal_tables():
        if table.given:
            rows = held.rows[table.table, table.column]
            tables.setdefault(table.table, []).extend(_given(table, rows))
    state = load_states(ids[:1])[ids[0]]
    return {
        "customer": msgspec.to_builtins(state),
        "tables": {name: rows for name, rows in sorted(tables.items()) if rows},
        "history": _history(ids),
    }


def list_words(held: Held) -> tuple[list[str], list[str]]:
    """Return the words that tell who the person is wherever they stand, and every text an erasure takes."""
    who: set[str] = set()
    said: set[str] = set()
    for table in list_personal_tables():
        for row in held.rows[table.table, table.column]:
            who.update(list_texts([row.get(name) for name in table.tells]))
            gone = row if table.ending == "delete" else {name: row.get(name) for name in table.blank}
            said.update(list_texts(gone))
    return sorted(filter(is_telling, who)), sorted(who | {text for text in said if not is_code(text)})


def _given(table: PersonalTable, rows: Sequence[Row]) -> Iterator[Row]:
    hidden = {*_NEVER_GIVEN, *table.withheld}
    for row in rows:
        yield {name: value for name, value in row.items() if name not in hidden}


def _read(table: PersonalTable, parents: list[Any]) -> list[Row]:
    """Names come from the registry, which is code."""
    statement = sql.SQL("select to_jsonb(t)::text from {} t where t.{} = any(%s::uuid[])").format(
        sql.Identifier(table.table), sql.Identifier(table.column)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), [parents])
        return [msgspec.json.decode(row[0]) for row in cursor.fetchall()]


def _history(ids: Sequence[UUID]) -> list[Mapping[str, Any]]:
    """What history says of the party's own rows, without the columns that tell of others."""
    hidden: dict[str, set[str]] = defaultdict(lambda: set(_NEVER_GIVEN))
    for table in list_personal_tables():
        hidden[table.table] |= set(table.withheld)
    changes = [line for one in ids for line in list_changes(subject_id=one, limit=_MOST_CHANGES)]
    return [
        {
            "at": line.at.isoformat(),
            "table": line.table,
            "what": {"I": "added", "U": "changed", "D": "removed", "E": "forgotten"}[line.op],
            "fields": {name: pair for name, pair in line.fields.items() if name not in hidden[line.table]},
        }
        for line in sorted(changes, key=lambda line: line.id)
    ]
