"""What the goods of order lines cost the business: by the product's cost of the order's day."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import connection

from rapport.analytical.value.api import count_soon
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.operational.orders.models import OrderLine

_READ = """
select place, product_cost_minor(product_id, quantity, at, %(own)s)
  from unnest(%(products)s::uuid[], %(quantities)s::numeric[], %(moments)s::timestamptz[])
       with ordinality as t(product_id, quantity, at, place)
"""
# A tenant unknown to the statistics is planned as one row: no nested loops in set-based statements.
_PLAN = "set local enable_nestloop = off"
_AGAIN = """
with costed as (
    select l.order_id, l.id, o.party_id,
           product_cost_minor(l.product_id, l.quantity, o.placed_at, %(own)s) as cost
      from order_line l join sales_order o on o.id = l.order_id
     where l.product_id in (select product_id from product_cost){only}
), written as (
    update order_line l set cost_minor = c.cost
      from costed c
     where l.order_id = c.order_id and l.id = c.id and l.cost_minor is distinct from c.cost
    returning c.party_id
)
select distinct party_id from written where party_id is not null
"""
_THESE = " and l.product_id = any(%(products)s::uuid[])"


def cost_lines(lines: Iterable[OrderLine], own: str) -> None:
    """Give lines that are to be written the cost of their goods, in minor units of the own currency.

    One query however many there are, none where no line names a product.
    """
    named = [line for line in lines if line.product_id is not None]
    if not named:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _READ,
            {
                "own": own,
                "products": [line.product_id for line in named],
                "quantities": [line.quantity for line in named],
                "moments": [line.order.placed_at for line in named],
            },
        )
        for place, cost in cursor.fetchall():
            named[place - 1].cost_minor = cost


def cost_again(product_ids: Collection[UUID] | None = None, *, actor: Actor) -> int:
    """Cost the lines of these products anew, of all without any named; returns how many customers it
    concerns.

    Only what changes is written. Whoever ordered them is counted again a moment later.
    """
    with unit_of_work(actor), connection.cursor() as cursor:
        own = get_own_tenant(actor.tenant_id).currency
        cursor.execute(_PLAN)
        only = _THESE if product_ids is not None else ""
        cursor.execute(_AGAIN.format(only=only), {"own": own, "products": sorted(product_ids or ())})
        concerned = [party_id for (party_id,) in cursor.fetchall()]
        if concerned:
            count_soon(concerned, actor=actor)
    return len(concerned)
