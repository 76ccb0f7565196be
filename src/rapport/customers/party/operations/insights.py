"""What models learnt, and what was bought: written set-based, in batches of any size."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import connection

from rapport.customers.party.contracts import InsightDraft, PurchaseCounter
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

Item = TypeVar("Item")
_CHUNK = 10_000

# A tenant the statistics do not know is planned as one row: no nested loops in set-based statements.
_PLAN = "set local enable_nestloop = off"
_INCOMING = """
create temp table insight_in on commit drop as
select * from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::float8[], %s::text[], %s::text[], %s::jsonb[])
    as t(id, party_id, name, number, label, currency, reasons)
"""
# What a newer run confirms is only dated anew, in place; what it changes is kept and stops being current.
_CONFIRM = """
update insight i set as_of = %(as_of)s, reasons = n.reasons, model_version = %(version)s
  from insight_in n
 where i.party_id = n.party_id and i.name = n.name and i.current and i.model = %(model)s
   and i.number is not distinct from n.number and i.label = n.label and i.currency = n.currency
"""
_RETIRE = """
update insight i set current = false from insight_in n
 where i.party_id = n.party_id and i.name = n.name and i.current and i.as_of <> %(as_of)s
"""
_ADD = """
insert into insight (id, party_id, name, number, label, currency, reasons, model, model_version, as_of,
                     current)
select n.id, p.id, n.name, n.number, n.label, n.currency, n.reasons, %(model)s, %(version)s, %(as_of)s, true
  from insight_in n join party p on p.id = n.party_id and p.merged_into_id is null
 where not exists (select 1 from insight i where i.party_id = n.party_id and i.name = n.name and i.current)
   and (n.number is not null or n.label <> '' or n.reasons <> '[]'
        or exists (select 1 from insight i where i.party_id = n.party_id and i.name = n.name))
"""
_COUNT = """
update party p set order_count = n.orders, spent_minor = n.spent, currency = n.currency,
       first_order_at = n.first_at, last_order_at = n.last_at,
       stage = case when n.orders > 0 and p.stage = 'prospect' then 'customer' else p.stage end
  from unnest(%s::uuid[], %s::int[], %s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[])
       as n(party_id, orders, spent, currency, first_at, last_at)
 where p.id = n.party_id
   and (p.order_count, p.spent_minor, p.currency, p.first_order_at, p.last_order_at)
       is distinct from (n.orders, n.spent, n.currency, n.first_at, n.last_at)
"""


def record_insights(
    insights: Iterable[InsightDraft], *, model: str, model_version: str, as_of: datetime, actor: Actor
) -> int:
    """Write what a model learnt about many parties; returns how many it was told.

    The newest insight of a name is current. Where number, label and currency are as before only moment,
    reasons and version are renewed; otherwise the older row stays, no longer current. Parties that do not
    exist or were merged away are passed over, and one that says nothing where none of its name ever stood.
    At most one insight of a name for a party in one call.
    """
    count = 0
    with unit_of_work(actor), connection.cursor() as cursor:
        cursor.execute(_PLAN)
        values: dict[str, Any] = {"as_of": as_of, "model": model, "version": model_version}
        for chunk in _chunks(insights):
            cursor.execute("drop table if exists insight_in")
            cursor.execute(_INCOMING, _columns(chunk))
            for statement in (_CONFIRM, _RETIRE, _ADD):
                cursor.execute(statement, values)
            count += len(chunk)
    return count


def set_purchase_counters(counters: Iterable[PurchaseCounter], *, actor: Actor) -> int:
    """Write what parties bought so far over what stood there; a prospect with an order becomes a customer.

    Returns how many rows changed. Called by whoever keeps orders, after each change or import.
    """
    changed = 0
    with unit_of_work(actor), connection.cursor() as cursor:
        cursor.execute(_PLAN)
        for chunk in _chunks(counters):
            columns: list[list[Any]] = [
                [one.party_id for one in chunk],
                [one.order_count for one in chunk],
                [one.spent_minor for one in chunk],
                [one.currency for one in chunk],
                [one.first_order_at for one in chunk],
                [one.last_order_at for one in chunk],
            ]
            cursor.execute(_COUNT, columns)
            changed += cursor.rowcount
    return changed


def _columns(chunk: list[InsightDraft]) -> list[list[Any]]:
    ids: list[UUID] = [new_id() for _ in chunk]
    return [
        ids,
        [one.party_id for one in chunk],
        [one.name for one in chunk],
        [one.number for one in chunk],
        [one.label for one in chunk],
        [one.currency for one in chunk],
        [msgspec.json.encode(one.reasons).decode() for one in chunk],
    ]


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk
