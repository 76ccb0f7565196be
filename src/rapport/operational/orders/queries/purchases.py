"""Purchases, as worth counts them: one row an order, in the tenant's own money, by one statement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.analytical.value.contracts import PURCHASE_COLUMNS
from rapport.kernel.tenancy.api import current_tenant_id, get_own_tenant

# Bought is what lines of positive quantity and price came to. An order that was cancelled does not stand: it
# bought nothing and gave nothing back. A cancellation that is a document of its own gives back its negative
# lines; stock adjustments are nobody's purchase. What was given back of an order is the worth of its returns
# or the money refunded, whichever is more, and never more than was bought. Orders without a rate stay out.
#
# Earned is what stays without tax; `known` the part of it whose goods' cost is known, `goods` that cost.
# Goods that came back are sold again, in the proportion of their worth; money given back for goods that were
# kept leaves their cost. What was given along for nothing cost as well. Shipping that was charged is income
# unless the order was given back whole. Proportions are cut to whole minor units.
_FIGURES = sql.SQL("""
with line as (
    select l.order_id, sum(l.tax_minor) as all_tax,
           coalesce(sum(l.total_minor) filter (where l.quantity > 0 and l.unit_price > 0), 0) as bought,
           coalesce(sum(l.tax_minor) filter (where l.quantity > 0 and l.unit_price > 0), 0) as tax,
           coalesce(sum(l.total_minor - l.tax_minor) filter (
               where l.quantity > 0 and l.unit_price > 0 and l.cost_minor is not null), 0) as costed,
           coalesce(sum(l.cost_minor) filter (where l.quantity > 0), 0) as cost,
           coalesce(-sum(l.total_minor) filter (where l.quantity < 0), 0) as back,
           coalesce(-sum(l.tax_minor) filter (where l.quantity < 0), 0) as back_tax,
           coalesce(-sum(l.total_minor - l.tax_minor) filter (
               where l.quantity < 0 and l.cost_minor is not null), 0) as back_costed,
           coalesce(-sum(l.cost_minor) filter (where l.quantity < 0), 0) as back_cost
      from order_line l {only_lines} group by l.order_id
), came_back as (
    select r.order_id, sum(r.value_minor) as worth, count(*) as times
      from goods_return r {only_returns} group by r.order_id
), standing as (
    select o.id, o.party_id, o.placed_at, o.currency, o.kind, line.*, coalesce(came_back.times, 0) as times,
           case when o.tax_included then o.shipping_minor - (o.tax_minor - line.all_tax)
                else o.shipping_minor end as shipped_for,
           o.discount_minor, greatest(o.paid_minor, 0) as paid_minor,
           (o.status in ('shipped', 'delivered', 'completed', 'returned', 'refunded'))::integer as sent,
           case when o.status in ('refunded', 'returned') then line.bought
                else least(greatest(came_back.worth, o.refunded_minor, 0), line.bought) end as given_back,
           case when o.status = 'returned' then line.bought
                else least(greatest(came_back.worth, 0), line.bought) end as goods_back
      from sales_order o
      join line on line.order_id = o.id
      left join came_back on came_back.order_id = o.id
     where (o.kind = 'cancellation' or o.kind = 'order' and o.status <> 'cancelled') {only_orders}
), figure as (
    select id, party_id, placed_at, currency, {figures} from standing
), own as (
    select id, party_id, placed_at, goods, handled, shipped, returns, {in_own}
      from figure
)
""")
_LOAD = sql.SQL("""
insert into {table} ({columns})
select party_id, id, placed_at, bought, back, earned, known, goods, shipping, discount, paid,
       handled, shipped, returns
  from own
 where bought is not null and (bought > 0 or back > 0)
""")
_ONE = sql.SQL("select earned, known, goods from own where bought is not null")
_IN_OWN = "money_in_own({name}::bigint, currency, placed_at, %(own)s) as {name}"
_LEFT = "{amount} - case when {part} = 0 then 0 else div(({amount})::numeric * {part}, bought) end"
# Each figure of an order, and of a cancellation that is a document of its own.
_KINDS = {
    "bought": ("bought", "0"),
    "back": ("given_back", "greatest(back, 0)"),
    "earned": (_LEFT.format(amount="(bought - tax)", part="given_back"), "back_tax - back"),
    "known": (_LEFT.format(amount="costed", part="given_back"), "-back_costed"),
    "goods": (_LEFT.format(amount="cost", part="goods_back"), "-back_cost"),
    "shipping": ("case when given_back < bought then shipped_for else 0 end", "0"),
    "discount": ("discount_minor", "0"),
    "paid": ("paid_minor", "0"),
    "handled": ("1", "0"),
    "shipped": ("sent", "0"),
    "returns": ("times", "1"),
}
_MONEY = ("bought", "back", "earned", "known", "shipping", "discount", "paid")
_PARTS = {
    "figures": ", ".join(
        f"case when kind = 'order' then {order} else {cancellation} end as {name}"
        for name, (order, cancellation) in _KINDS.items()
    ),
    "in_own": ", ".join(_IN_OWN.format(name=name) for name in _MONEY),
}
OF_THESE = "in (select s.id from sales_order s where s.party_id = any(%(parties)s))"
_NAME = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class Margin:
    """What one order brings, in minor units of the own currency: `earned` without tax and less what went
    back, the part of it whose goods' cost is known, and that cost."""

    currency: str
    earned_minor: int
    known_minor: int
    goods_minor: int

    @property
    def margin_minor(self) -> int:
        """What is left of the known part when its goods are paid."""
        return self.known_minor - self.goods_minor

    @property
    def share(self) -> float | None:
        """The margin as a share of the known part, None where nothing is known."""
        return self.margin_minor / self.known_minor if self.known_minor > 0 else None

    @property
    def coverage(self) -> float | None:
        """Of which share of what was earned the cost is known; None where nothing was earned."""
        return self.known_minor / self.earned_minor if self.earned_minor else None


def load_purchases(table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
    """Insert the current tenant's purchases into a temporary table; see `PurchaseSource` for its columns."""
    if not _NAME.fullmatch(table):
        raise ValueError("Not the name of a table.")
    some = party_ids is not None
    figures = _write_figures(
        lines=f"where l.order_id {OF_THESE}" if some else "",
        returns=f"where r.order_id {OF_THESE}" if some else "",
        orders="and o.party_id = any(%(parties)s)" if some else "",
    )
    columns = sql.SQL(", ").join(map(sql.Identifier, PURCHASE_COLUMNS))
    statement = figures + _LOAD.format(table=sql.Identifier("pg_temp", table), columns=columns)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"own": currency, "parties": list(party_ids or ())})


def find_margin(order_id: UUID) -> Margin | None:
    """Return what an order brings, by the same figures as everybody's worth; the caller has read the order.

    None where it does not stand, or has no rate into the own currency.
    """
    own = get_own_tenant(current_tenant_id()).currency
    figures = _write_figures(
        lines="where l.order_id = %(order)s",
        returns="where r.order_id = %(order)s",
        orders="and o.id = %(order)s",
    )
    with connection.cursor() as cursor:
        cursor.execute(figures + _ONE, {"own": own, "order": order_id})
        row: Any = cursor.fetchone()
    return Margin(own, *map(int, row)) if row else None


def _write_figures(*, lines: str, returns: str, orders: str) -> sql.Composed:
    """Return what comes before the reading of figures, narrowed by these conditions (constants of ours)."""
    given = {"only_lines": lines, "only_returns": returns, "only_orders": orders, **_PARTS}
    return _FIGURES.format(**{name: sql.SQL(text) for name, text in given.items()})
