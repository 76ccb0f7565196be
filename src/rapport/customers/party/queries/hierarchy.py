"""The group of companies one belongs to: up to its top, and everything below."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from rapport.customers.party.contracts import PartyRef
from rapport.customers.party.queries.scopes import visible_ids
from rapport.customers.party.queries.states import resolve_customer
from rapport.customers.party.rules.hierarchy import DEEPEST
from rapport.kernel.identity.api import Actor

MOST = 500
# A company belongs to one other at most, so the way up is a line; circles were refused, and end by depth.
_GROUP = """
with recursive up(id, depth) as (
    select %(party)s::uuid, 0
    union all
    select r.to_party_id, up.depth + 1 from relation r join up on r.from_party_id = up.id
     where r.kind = 'subsidiary_of' and up.depth < %(deepest)s),
down(id, parent_id, depth) as (
    (select id, null::uuid, 0 from up order by depth desc limit 1)
    union all
    select r.from_party_id, r.to_party_id, down.depth + 1 from relation r join down on r.to_party_id = down.id
     where r.kind = 'subsidiary_of' and down.depth < %(deepest)s)
select d.id, d.parent_id, p.name, p.order_count, p.spent_minor, p.currency
  from (select distinct on (id) id, parent_id, depth from down order by id, depth) d
  join party p on p.id = d.id and p.merged_into_id is null
 order by d.depth, d.id limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A company of a group: whose it is, and what it bought itself (minor units of `currency`)."""

    id: UUID
    parent_id: UUID | None
    name: str
    order_count: int
    spent_minor: int
    currency: str


def list_group(party_id: PartyRef, *, actor: Actor) -> list[GroupMember]:
    """Return the companies of a party's group that the actor may see, the top first, five hundred at most."""
    party = resolve_customer(party_id, actor=actor)
    with connection.cursor() as cursor:
        cursor.execute(_GROUP, {"party": party, "deepest": DEEPEST, "most": MOST})
        rows = [GroupMember(*row) for row in cursor.fetchall()]
    seen = set(visible_ids(actor).filter(id__in=[row.id for row in rows]).values_list("id", flat=True))
    return [row for row in rows if row.id in seen]
