"""Taking back by batch: what history says a batch changed goes back where nobody was there since."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from psycopg import sql

# The first image of a row before the batch, and the last one after it: of each only the columns that go back,
# since to turn a whole record into a row and sort it costs more than to write it. History is entered by the
# rows of the part: by the batch, each part of a run would read what all of them did. The rows are named
# once more, since a plan without nested loops would read the whole table to find them.
_PUT_BACK = """
with touched as materialized (
  select c.id, c.row_id, c.batch_id,
         jsonb_build_object({before}) as before, jsonb_build_object({after}) as after
    from change c where c.row_id = any(%(ids)s) and c.table_name = {name} and c.op = 'U'),
images as (
  select row_id, (array_agg(before order by id))[1] as before, (array_agg(after order by id desc))[1] as after
    from touched where batch_id = %(batch)s group by row_id)
update {table} t set {assigned}
  from images i,
       lateral jsonb_populate_record(null::{table}, i.before) b,
       lateral jsonb_populate_record(null::{table}, i.after) a
 where t.id = i.row_id and t.id = any(%(ids)s) and {unchanged}
returning t.id
"""
_TAKE_AWAY = "delete from {table} where batch_id = %(batch)s and {owner} = any(%(ids)s) returning {owner}"
_BRING_BACK = """
insert into {table} select b.* from change c, lateral jsonb_populate_record(null::{table}, c.before) b
 where c.batch_id = %(batch)s and c.table_name = {name} and c.op = 'D' and c.subject_id = any(%(ids)s)
on conflict do nothing returning {owner}
"""


def put_back(
    table: str,
    columns: Sequence[str],
    ids: Sequence[UUID],
    batch_id: UUID,
    *,
    raised: datetime | None = None,
    counted: bool = False,
) -> list[UUID]:
    """Give columns of some rows the values they had before a batch, unless changed since; returns the rows.

    `raised` is when versions of records are raised, by the same statement: a further one would write the rows
    and their indexes once more. `counted` raises them in tables that keep no time of the latest change. Names
    come from code, never from a request. Needs a tenant.
    """
    named = [sql.Identifier(column) for column in columns]
    assigned: list[sql.Composable] = [sql.SQL("{0} = b.{0}").format(one) for one in named]
    if raised is not None:
        assigned.append(sql.SQL("version = t.version + 1, updated_at = {}").format(sql.Literal(raised)))
    elif counted:
        assigned.append(sql.SQL("version = t.version + 1"))
    images = {
        image: sql.SQL(", ").join(
            sql.SQL("{0}, c.{1} -> {0}").format(sql.Literal(column), sql.Identifier(image))
            for column in columns
        )
        for image in ("before", "after")
    }
    statement = sql.SQL(_PUT_BACK).format(
        **images,
        name=sql.Literal(table),
        table=sql.Identifier(table),
        assigned=sql.SQL(", ").join(assigned),
        unchanged=sql.SQL(" and ").join(
            sql.SQL("t.{0} is not distinct from a.{0}").format(one) for one in named
        ),
    )
    return _run(statement, ids, batch_id)


def take_away(table: str, owner: str, ids: Sequence[UUID], batch_id: UUID) -> list[UUID]:
    """Delete the rows a batch put beside some records (`owner` names them); returns whose they were."""
    statement = sql.SQL(_TAKE_AWAY).format(table=sql.Identifier(table), owner=sql.Identifier(owner))
    return _run(statement, ids, batch_id)


def bring_back(table: str, owner: str, ids: Sequence[UUID], batch_id: UUID) -> list[UUID]:
    """Write the rows anew that a batch deleted beside some records; returns whose they are."""
    statement = sql.SQL(_BRING_BACK).format(
        name=sql.Literal(table), table=sql.Identifier(table), owner=sql.Identifier(owner)
    )
    return _run(statement, ids, batch_id)


def _run(statement: sql.Composed, ids: Sequence[UUID], batch_id: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), {"batch": batch_id, "ids": list(ids)})
        return [row[0] for row in cursor.fetchall()]
