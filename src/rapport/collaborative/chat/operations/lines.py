"""Lines: the order in which a visitor's messages are shown, by which a page that comes back goes on."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

_ADD = """
with wanted as (
    select w.visitor_id, w.message_id, w.token, w.own_id, w.at, w.place
      from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[])
           with ordinality w(visitor_id, message_id, token, own_id, at, place)
     where not exists (select from chat_line l where l.message_id = w.message_id)
), counted as (
    update chat_visitor v set lines = v.lines + n.many
      from (select visitor_id, count(*) as many from wanted group by 1) n
     where v.id = n.visitor_id
    returning v.id, v.lines - n.many as before
)
insert into chat_line (id, visitor_id, number, message_id, token, own_id, at)
select uuidv7(), w.visitor_id,
       c.before + row_number() over (partition by w.visitor_id order by w.place),
       w.message_id, w.token, w.own_id, w.at
  from wanted w join counted c on c.id = w.visitor_id
"""
_LOCK = "select id from chat_visitor where id = any(%s::uuid[]) order by id for update"


def add_lines(given: Sequence[tuple[UUID, UUID, str, str, datetime]]) -> None:
    """Put messages (visitor, message, token, own id, when) behind what their visitors have seen.

    The visitors are locked, so that numbers are given in the order of commits; a message has one line,
    however often it comes. Joins the caller's transaction.
    """
    columns = [list(column) for column in zip(*given, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [sorted(set(columns[0]))])
        cursor.execute(_ADD, columns)
