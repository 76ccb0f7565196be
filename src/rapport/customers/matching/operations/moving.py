"""Moving rows from one party to another, and back, whatever tables take part."""

from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.customers.party.api import MergeParticipant, list_participants
from rapport.kernel.ids import new_id

_WRITE_DOWN = """
insert into merge_move (id, merge_id, table_name, column_name, row_id)
select * from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::uuid[])
"""
_FLAGGED = """
update merge_move set before = %s::jsonb where merge_id = %s and table_name = %s and row_id = any(%s)
"""
_MOVED = """
select table_name, column_name, array_agg(row_id), array_agg(row_id) filter (where before is not null)
  from merge_move where merge_id = %s group by table_name, column_name
"""


def move_rows(merge_id: UUID, source: UUID, target: UUID) -> int:
    """Give the target every row of the source that does not collide, and write down which."""
    count = 0
    for participant in list_participants():
        rows = _run(_move(participant), {"source": source, "target": target})
        moved = [row[0] for row in rows]
        if not moved:
            continue
        count += len(moved)
        many = len(moved)
        table, column = participant.table, participant.column
        _run_plain(
            _WRITE_DOWN,
            [[new_id() for _ in moved], [merge_id] * many, [table] * many, [column] * many, moved],
        )
        if participant.flag:
            _settle_flag(participant, merge_id, target, moved)
    return count


def move_back(merge_id: UUID, source: UUID, target: UUID) -> int:
    """Give back to the source what a merge took, as far as it is still the target's."""
    known = {(one.table, one.column): one for one in list_participants()}
    count = 0
    for table, column, ids, flagged in _run(sql.SQL(_MOVED), [merge_id]):
        participant = known.get((table, column))
        if participant is None:
            continue
        values = {"source": source, "target": target, "ids": ids}
        count += len(_run(_return(participant), values))
        if participant.flag and flagged:
            statement = sql.SQL(
                "update {table} set {flag} = true where {column} = %(source)s and id = any(%(ids)s)"
            )
            _execute(_named(statement, participant), {"source": source, "ids": flagged})
    return count


def _move(one: MergeParticipant) -> sql.Composed:
    conditions: list[sql.Composable] = [sql.SQL("{column} = %(source)s")]
    if one.other_end:
        conditions.append(sql.SQL("{other} <> %(target)s"))
    if one.once or one.alone:
        same = [sql.SQL("o.{0} = t.{0}").format(sql.Identifier(name)) for name in one.once]
        taken = sql.SQL(" and ").join([sql.SQL("o.{column} = %(target)s"), *same])
        conditions.append(sql.SQL("not exists (select 1 from {table} o where ") + taken + sql.SQL(")"))
    statement = (
        sql.SQL("update {table} t set {column} = %(target)s where ")
        + sql.SQL(" and ").join(conditions)
        + sql.SQL(" returning t.id")
    )
    return _named(statement, one)


def _return(one: MergeParticipant) -> sql.Composed:
    statement = sql.SQL(
        "update {table} set {column} = %(source)s where {column} = %(target)s and id = any(%(ids)s)"
        " returning id"
    )
    return _named(statement, one)


def _settle_flag(one: MergeParticipant, merge_id: UUID, target: UUID, moved: list[UUID]) -> None:
    """Of two rows that carry a flag only one may have, the survivor's keeps it."""
    same = [sql.SQL("o.{0} = t.{0}").format(sql.Identifier(name)) for name in one.flag_within]
    kept = sql.SQL(" and ").join(
        [sql.SQL("o.{column} = %(target)s and o.{flag} and o.id <> all(%(moved)s)"), *same]
    )
    statement = (
        sql.SQL("update {table} t set {flag} = false where {column} = %(target)s and id = any(%(moved)s)")
        + sql.SQL(" and {flag} and exists (select 1 from {table} o where ")
        + kept
        + sql.SQL(") returning t.id")
    )
    lowered = [row[0] for row in _run(_named(statement, one), {"target": target, "moved": moved})]
    if lowered:
        _run_plain(_FLAGGED, ['{"flag": true}', merge_id, one.table, lowered])


def _named(statement: sql.Composable, one: MergeParticipant) -> sql.Composed:
    """Put the participant's names in: they come from code and are quoted."""
    text = statement.as_string(None)
    names = {
        "table": one.table,
        "column": one.column,
        "other": one.other_end or "id",
        "flag": one.flag or "id",
    }
    return sql.SQL(text).format(**{key: sql.Identifier(value) for key, value in names.items()})


def _run(statement: sql.Composable, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), values)
        return list(cursor.fetchall())


def _execute(statement: sql.Composable, values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), values)


def _run_plain(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
