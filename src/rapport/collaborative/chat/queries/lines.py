"""What a visitor is shown: the lines behind the newest they have, of many visitors at once."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from rapport.collaborative.chat.contracts import Line
from rapport.collaborative.chat.models import ChatLine
from rapport.collaborative.delivery.api import load_messages
from rapport.collaborative.delivery.contracts import MessageLine
from rapport.kernel.tenancy.api import as_tenant

SHOWN = 200
"""Lines of a chat that come back to a page that has none."""
_BEHIND = """
select l.* from unnest(%s::uuid[], %s::bigint[]) as w(visitor_id, after)
  cross join lateral (
      select id, tenant_id, visitor_id, number, message_id, token, own_id, at, read_at from chat_line
       where visitor_id = w.visitor_id and number > w.after order by number desc limit %s
  ) l
 order by l.visitor_id, l.number
"""


def load_lines(tenant_id: UUID, wanted: Mapping[UUID, int]) -> dict[UUID, list[Line]]:
    """Return what visitors have not got (`wanted`: visitor → the newest number they have), of each the
    newest two hundred, in three statements.
    """
    with as_tenant(tenant_id):
        rows = list(ChatLine.objects.raw(_BEHIND, [list(wanted), list(wanted.values()), SHOWN]))
        said = load_messages({row.message_id for row in rows})
        found: dict[UUID, list[Line]] = {visitor_id: [] for visitor_id in wanted}
        for row in rows:
            if row.message_id in said:
                found[row.visitor_id].append(_line(row, said[row.message_id]))
    return found


def load_asked(asked: Sequence[tuple[UUID, UUID, int]]) -> list[list[Line]]:
    """Return the same for many who ask (business, visitor, newest number), all of one business."""
    after: dict[UUID, int] = {}
    for _tenant, visitor_id, number in asked:
        after[visitor_id] = min(number, after.get(visitor_id, number))
    found = load_lines(asked[0][0], after)
    return [[line for line in found[visitor] if line.number > number] for _tenant, visitor, number in asked]


def _line(row: ChatLine, said: MessageLine) -> Line:
    mine = said.direction == "in"
    return Line(
        number=row.number,
        id=row.message_id,
        mine=mine,
        who="" if mine or said.author_id is None else said.sender_name,
        text=said.text,
        at=said.at,
        own_id=row.own_id,
        files=tuple((one.position, one.name, one.media_type, one.size) for one in said.files if one.blob_id),
    )
