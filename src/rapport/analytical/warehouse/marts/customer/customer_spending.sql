-- kind: keyed
-- key: customer_id, currency
-- by: customer_id
-- through: identities
-- grain: one row for each customer and currency
-- owner: customers
-- about: What each customer spent, in the money they paid in. Sums equal those of the orders to the cent.
-- column customer_id VARCHAR: the customer
-- column currency VARCHAR: ISO 4217 currency of the sums
-- column orders BIGINT: orders that stand and bought something
-- column bought_minor BIGINT: goods bought, in minor units
-- column paid_minor BIGINT: money received, in minor units
-- column refunded_minor BIGINT: money given back, in minor units
-- column mean_minor BIGINT: an order on average, rounded to minor units
-- column first_at TIMESTAMP WITH TIME ZONE: the first order that bought something, UTC
-- column last_at TIMESTAMP WITH TIME ZONE: the newest of them, UTC
-- column costed_minor BIGINT: what was paid for goods whose cost is known in this currency, in minor units
-- column cost_minor BIGINT: what those goods cost, in minor units
-- column margin_minor BIGINT: what is left of it, in minor units, tax as in the price
-- gap own_currency S5: the same in the shop's own currency; rates of the day are no facts yet
with spent as (
    select coalesce(i.customer_id, o.party_id) as customer_id, o.currency,
           count(*) filter (where o.bought_minor > 0) as orders,
           cast(sum(o.bought_minor) as bigint) as bought_minor,
           cast(sum(o.paid_minor) as bigint) as paid_minor,
           cast(sum(o.refunded_minor) as bigint) as refunded_minor,
           cast(round(cast(sum(o.bought_minor) as decimal(38, 4))
                      / nullif(count(*) filter (where o.bought_minor > 0), 0)) as bigint) as mean_minor,
           min(o.placed_at) filter (where o.bought_minor > 0) as first_at,
           max(o.placed_at) filter (where o.bought_minor > 0) as last_at
      from orders as o left join identities as i on i.party_id = o.party_id
     where o.party_id is not null and o.stands
     group by coalesce(i.customer_id, o.party_id), o.currency
), costed as (
    select coalesce(i.customer_id, l.party_id) as customer_id, l.currency,
           cast(sum(l.total_minor) as bigint) as costed_minor, cast(sum(l.cost_minor) as bigint) as cost_minor
      from line_costs as l left join identities as i on i.party_id = l.party_id
     where l.party_id is not null
     group by coalesce(i.customer_id, l.party_id), l.currency
)
select s.customer_id, s.currency, s.orders, s.bought_minor, s.paid_minor, s.refunded_minor, s.mean_minor, s.first_at,
       s.last_at, coalesce(c.costed_minor, 0) as costed_minor, coalesce(c.cost_minor, 0) as cost_minor,
       coalesce(c.costed_minor, 0) - coalesce(c.cost_minor, 0) as margin_minor
  from spent as s left join costed as c on c.customer_id = s.customer_id and c.currency = s.currency
