"""Reads of the room: how complete a record is, and everything kept about one person."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from psycopg import sql

from rapport.customers.consent.api import list_consents
from rapport.customers.party.api import (
    get_customer,
    list_merged_ids,
    list_participants,
    load_states,
    resolve_customers,
)
from rapport.customers.quality.contracts import Completeness, ReportPart
from rapport.customers.quality.rules.completeness import measure
from rapport.kernel.audit.api import list_changes
from rapport.kernel.identity.api import Actor

_MOST_CHANGES = 10_000
_parts: dict[str, ReportPart] = {}


def register_report_part(part: ReportPart) -> None:
    """Have a person's report hold what another room keeps under its own keys (in `apps.ready()`)."""
    _parts[part.name] = part


def get_completeness(party_id: UUID, *, actor: Actor) -> Completeness:
    """Return how complete a party's record is; raises `Missing`."""
    state = get_customer(party_id, actor=actor)
    return measure(state, has_consent=bool(list_consents(state.id, actor=actor)))


def write_report(party_id: UUID, *, actor: Actor) -> dict[str, Any]:
    """Return everything kept about one party, for the person who asks: plain values, ready for JSON.

    Its state; the rows of every table that follows merges (with those of records merged into it); insights;
    what rooms registered beside that; and the history of its own rows. Raises `Missing`, `Forbidden`.
    """
    living = resolve_customers([party_id], actor=actor, verb="export")[party_id]
    ids = [living, *list_merged_ids(living)]
    tables: dict[str, list[dict[str, Any]]] = {}
    for one in list_participants():
        tables.setdefault(one.table, []).extend(_rows(one.table, one.column, ids))
    tables["insight"] = _rows("insight", "party_id", ids)
    state = load_states([living])[living]
    return {
        "customer": msgspec.to_builtins(state),
        "tables": {name: rows for name, rows in sorted(tables.items()) if rows},
        "parts": {name: part.read(ids) for name, part in sorted(_parts.items())},
        "history": _history(ids),
    }


def _rows(table: str, column: str, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Names come from the registry, which is code."""
    statement = sql.SQL("select (to_jsonb(t) - 'tenant_id')::text from {} t where {} = any(%s)").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), [list(ids)])
        return [msgspec.json.decode(row[0]) for row in cursor.fetchall()]


def _history(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    changes = [line for one in ids for line in list_changes(subject_id=one, limit=_MOST_CHANGES)]
    return [
        {
            "at": line.at.isoformat(),
            "table": line.table,
            "what": {"I": "added", "U": "changed", "D": "removed"}[line.op],
            "fields": line.fields,
        }
        for line in sorted(changes, key=lambda line: line.id)
    ]
