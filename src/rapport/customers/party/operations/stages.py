"""Moving many parties along their life as customers: stage and role change together."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from rapport.customers.party.operations.edit import publish
from rapport.kernel.work.api import Work

_BOUND = "select id from party where id = any(%s) and stage = 'prospect' and merged_into_id is null"
_STAGE = """
update party set stage = %s where id = any(%s) and stage <> %s and merged_into_id is null
   and (%s = 'customer' or order_count = 0) returning id
"""
_TAKE = """
insert into party_role (id, party_id, role, since, batch_id)
select uuidv7(), one, %s, %s, %s from unnest(%s::uuid[]) one
 where exists (select 1 from party_role r where r.party_id = one) on conflict do nothing returning party_id
"""
_LEAVE = "delete from party_role where role = %s and party_id = any(%s) returning party_id"
_OTHER = {"prospect": "customer", "customer": "prospect"}


def move_stages(
    party_ids: Sequence[UUID], stage: Literal["prospect", "customer"], work: Work, *, back: bool = False
) -> set[UUID]:
    """Make prospects or customers of parties, set-based, with their new state told; returns who now is one.

    Customers, present and former, do not become prospects unless `back` says so, and never once they have
    ordered. Of whom nobody said any role, the stage tells. The caller has authorised the actor for each.
    """
    ids = list(party_ids)
    changed: set[UUID] = set()
    if stage == "customer" or back:
        changed = _ids(_STAGE, [stage, ids, stage, stage])
    reached = set(ids) if stage == "customer" else _ids(_BOUND, [ids])
    changed |= _ids(_TAKE, [stage, work.now.date(), work.batch_id, list(reached)])
    if stage == "customer" or back:
        changed |= _ids(_LEAVE, [_OTHER[stage], list(reached)])
    if changed:
        publish(sorted(changed), work)
    return reached


def _ids(statement: str, values: list[Any]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row[0] for row in cursor.fetchall()}
