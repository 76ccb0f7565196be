"""Keeping what products cost from which day on: one statement, and what changed is told."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.kernel.ids import new_id
from rapport.kernel.work.api import Work, record_many
from rapport.operational.products.events import ProductCostChanged
from rapport.operational.products.models import Product

Dated = tuple[UUID, date, Decimal | None, str]

# Only what says something else than is known writes a row; a product of unknown cost needs none to say so.
_NOTE = """
with given as (
    select distinct on (product_id, since) *
      from unnest(%(ids)s::uuid[], %(products)s::uuid[], %(days)s::date[], %(costs)s::numeric[],
                  %(currencies)s::text[]) with ordinality as t(id, product_id, since, cost, currency, place)
     order by product_id, since, place desc
)
insert into product_cost as c (id, product_id, since, cost, currency, batch_id)
select g.id, g.product_id, g.since, g.cost, g.currency, %(batch)s
  from given g
  left join lateral (
      select p.cost, p.currency from product_cost p
       where p.product_id = g.product_id and p.since <= g.since order by p.since desc limit 1) known on true
 where g.cost is distinct from known.cost or g.currency collate "C" <> known.currency
 order by g.place
    on conflict (tenant_id, product_id, since) do update
   set cost = excluded.cost, currency = excluded.currency, batch_id = excluded.batch_id
returning product_id, since, cost, currency
"""


def note_costs(products: Sequence[Product], work: Work) -> None:
    """Keep from today on what these products cost now; the caller has written the products themselves."""
    write_history([(one.id, today(work.now), one.cost, one.currency) for one in products], work)


def write_history(rows: Sequence[Dated], work: Work) -> list[Dated]:
    """Write what is new of (product, day, cost, currency), tell it, and return it in their order."""
    if not rows:
        return []
    values: dict[str, Any] = {
        "ids": [new_id() for _row in rows],
        "products": [row[0] for row in rows],
        "days": [row[1] for row in rows],
        "costs": [row[2] for row in rows],
        "currencies": [row[3] for row in rows],
        "batch": work.batch_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
        noted: list[Dated] = sorted(cursor.fetchall(), key=lambda row: row[:2])
    record_many([_tell(*row) for row in noted], work)
    return noted


def today(now: datetime) -> date:
    """Return the day costs are dated by: UTC's, as that of rates is."""
    return now.astimezone(UTC).date()


def _tell(product_id: UUID, since: date, cost: Decimal | None, currency: str) -> ProductCostChanged:
    told = None if cost is None else str(cost)
    return ProductCostChanged(product_id=product_id, since=since, cost=told, currency=currency)
