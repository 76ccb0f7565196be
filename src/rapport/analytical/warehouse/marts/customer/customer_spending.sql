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
-- gap own_currency S5: the same in the shop's own currency; rates of the day are no facts yet
-- gap margin P5: what is left after cost; costs of what was delivered are no facts yet
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
