-- kind: keyed
-- key: party_id, currency
-- by: party_id
-- grain: one row for each customer and currency
-- owner: customers
-- about: What each customer spent, in the money they paid in. Sums equal those of the orders to the cent.
-- lacks: money in the shop's own currency (rates are no facts yet), and goods sent back by returns
-- column party_id VARCHAR: the customer
-- column currency VARCHAR: ISO 4217 currency of the sums
-- column orders BIGINT: orders that stand and bought something
-- column bought_minor BIGINT: goods bought, in minor units
-- column paid_minor BIGINT: money received, in minor units
-- column refunded_minor BIGINT: money given back, in minor units
-- column mean_minor BIGINT: an order on average, rounded to minor units
-- column first_at TIMESTAMP WITH TIME ZONE: the first order that bought something, UTC
-- column last_at TIMESTAMP WITH TIME ZONE: the newest of them, UTC
select party_id, currency, count(*) filter (where bought_minor > 0) as orders,
       cast(sum(bought_minor) as bigint) as bought_minor,
       cast(sum(paid_minor) as bigint) as paid_minor,
       cast(sum(refunded_minor) as bigint) as refunded_minor,
       cast(round(cast(sum(bought_minor) as decimal(38, 4))
                  / nullif(count(*) filter (where bought_minor > 0), 0)) as bigint) as mean_minor,
       min(placed_at) filter (where bought_minor > 0) as first_at,
       max(placed_at) filter (where bought_minor > 0) as last_at
  from orders
 where party_id is not null and stands
 group by party_id, currency
