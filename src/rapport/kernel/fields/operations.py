"""Writes of values: one record by hand, or many set-based."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from rapport.kernel.errors import Invalid, Unknown, say
from rapport.kernel.fields.contracts import FieldInfo, RowRefusal
from rapport.kernel.fields.queries import list_fields
from rapport.kernel.fields.rules import COLUMN_OF_TYPE, NO_SUCH, parse_values
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

_SQL_TYPES = {
    "words": "text",
    "number": "bigint",
    "day": "date",
    "moment": "timestamptz",
    "choice_id": "uuid",
}
_UPSERT = """
insert into field_value as v (id, field_id, record_id, {column})
select n.id, %s, n.record_id, n.value
  from unnest(%s::uuid[], %s::uuid[], %s::{type}[]) as n(id, record_id, value)
on conflict (tenant_id, record_id, field_id) do update set {column} = excluded.{column}
 where v.{column} is distinct from excluded.{column}
"""
Row = tuple[UUID, Mapping[str, Any]]


def write_values(kind: str, record_id: UUID, values: Mapping[str, Any], *, actor: Actor) -> None:
    """Set the fields named by code of one record; None empties one. The caller has authorised the record.

    Raises `Unknown` naming fields there are not, `Invalid` naming each value refused, `Forbidden` for fields
    the actor may not write.
    """
    with unit_of_work(actor):
        known = {field.code for field in list_fields(kind) if not field.retired}
        if strange := values.keys() - known:
            no_such = dict.fromkeys(strange, say("There is no such field."))
            raise Unknown("Some fields are unknown.", fields=no_such)
        refusals = write_values_bulk(kind, [(record_id, values)], actor=actor)
        if refusals:
            raise Invalid(_("Some fields are not valid."), fields=refusals[0].fields)


def refuse_values(kind: str, rows: Sequence[Mapping[str, Any]], *, actor: Actor) -> list[RowRefusal]:
    """Return which of these values would be refused, and why; writes nothing. Needs a tenant."""
    fields = {field.code: field for field in list_fields(kind)}
    judged = [parse_values(fields, raw, actor.zone)[1] for raw in rows]
    return [_refusal(index, reasons) for index, reasons in enumerate(judged) if reasons]


def write_values_bulk(kind: str, rows: Sequence[Row], *, actor: Actor) -> list[RowRefusal]:
    """Set fields of many records in a few statements; rows with a field refused are left out whole.

    Each record may be there once. Values are read as `rules.parse_value` says, times without an offset in
    the actor's zone. Returns the rows refused; raises `Forbidden` for fields the actor may not write.
    """
    actor.require_fields(kind, {code for _record, values in rows for code in values})
    with unit_of_work(actor):
        fields = {field.code: field for field in list_fields(kind)}
        refusals: list[RowRefusal] = []
        taken: list[tuple[UUID, dict[str, Any]]] = []
        for index, (record_id, raw) in enumerate(rows):
            values, reasons = parse_values(fields, raw, actor.zone)
            if reasons:
                refusals.append(_refusal(index, reasons))
            else:
                taken.append((record_id, values))
        for field in fields.values():
            _write_field(field, [(record, row[field.code]) for record, row in taken if field.code in row])
    return refusals


def _refusal(index: int, reasons: Mapping[str, str]) -> RowRefusal:
    told = {code: _(reason) for code, reason in reasons.items()}
    return RowRefusal(index, told, unknown=NO_SUCH in reasons.values())


def drop_values(record_ids: Iterable[UUID], *, actor: Actor) -> None:
    """Remove every value of records that are gone for good."""
    with unit_of_work(actor), connection.cursor() as cursor:
        cursor.execute("delete from field_value where record_id = any(%s)", [list(record_ids)])


def _write_field(field: FieldInfo, pairs: list[tuple[UUID, Any]]) -> None:
    """Write one field of many records: empty ones go, the others are set where they differ."""
    filled = [(record_id, value) for record_id, value in pairs if value is not None]
    emptied = [record_id for record_id, value in pairs if value is None]
    with connection.cursor() as cursor:
        if emptied:
            statement = "delete from field_value where field_id = %s and record_id = any(%s)"
            cursor.execute(statement, [field.id, emptied])
        if filled:
            column = COLUMN_OF_TYPE[field.type]
            ids = [new_id() for _pair in filled]
            records, values = (list(part) for part in zip(*filled, strict=True))
            cursor.execute(_upsert(column), [field.id, ids, records, values])


def _upsert(column: str) -> str:
    """Return the statement for a column of the typed value table."""
    names = {"column": sql.Identifier(column), "type": sql.SQL(_SQL_TYPES[column])}
    return sql.SQL(_UPSERT).format(**names).as_string(None)
