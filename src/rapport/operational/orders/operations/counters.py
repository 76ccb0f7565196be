"""What customers bought so far, counted from their orders and kept on the customer.

Two orders of one customer at the same moment must not count past each other: whoever counts one customer
holds that customer's lock until the transaction ends, whoever counts many holds the business's.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.customers.party.api import PurchaseCounter, set_purchase_counters
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant
from rapport.kernel.work.api import Work

FEW = 20
_LOCK_ONE = "select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(%s::text[]) key"
_LOCK_SHARED = "select pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
_LOCK_ALL = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"
_COUNT = """
select p.id, count(o.id), coalesce(sum(money_in_own(o.total_minor, o.currency, o.placed_at, %(own)s)), 0),
       min(o.placed_at), max(o.placed_at)
  from unnest(%(parties)s::uuid[]) p(id)
  left join sales_order o on o.party_id = p.id and o.kind = 'order'
       and o.status <> 'cancelled'
 group by p.id
"""


def recount(party_ids: Collection[UUID | None], work: Work) -> None:
    """Count these customers' orders anew and write the counters; None, a guest, is passed over.

    An order counts unless it was cancelled; `spent` is its total in the tenant's own currency by the rate
    of its day, and orders without a rate are left out of it. Refunds and cancellations that are documents
    of their own are not subtracted: what is still worth something is for the rooms that know worth.
    """
    parties = sorted({party_id for party_id in party_ids if party_id is not None})
    if not parties:
        return
    own = get_own_tenant(work.actor.tenant_id).currency
    with connection.cursor() as cursor:
        _lock(cursor, parties)
        if len(parties) > FEW:
            cursor.execute("select set_config('enable_nestloop', 'off', true)")
        cursor.execute(_COUNT, {"own": own, "parties": parties})
        rows = cursor.fetchall()
        if len(parties) > FEW:
            cursor.execute("select set_config('enable_nestloop', 'on', true)")
    set_purchase_counters(
        (
            PurchaseCounter(party, orders, int(spent), own, first, last)
            for party, orders, spent, first, last in rows
        ),
        actor=work.actor,
    )


def _lock(cursor: Any, parties: list[UUID]) -> None:
    tenant = f"orders:{current_tenant_id()}"
    if len(parties) > FEW:
        cursor.execute(_LOCK_ALL, [tenant])
    else:
        cursor.execute(_LOCK_SHARED, [tenant])
        cursor.execute(_LOCK_ONE, [[f"{tenant}:{party}" for party in parties]])
