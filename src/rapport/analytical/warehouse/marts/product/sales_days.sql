-- kind: keyed
-- key: day, channel, country, currency, unit
-- by: day
-- grain: one row for each day, channel, country, unit and currency
-- owner: orders
-- about: What was sold each day. Sums equal those of the orders to the cent.
-- column day DATE: the day orders were placed, UTC
-- column channel VARCHAR: by which way
-- column country VARCHAR: ISO 3166 country it went to
-- column unit VARCHAR: the unit; empty where the order has none
-- column currency VARCHAR: ISO 4217 currency of the sums
-- column orders BIGINT: orders that stand and bought something
-- column pieces DECIMAL(38,4): pieces bought
-- column bought_minor BIGINT: goods bought, in minor units
-- column guests BIGINT: orders of nobody known
select day, channel, country, coalesce(unit_id, '') as unit, currency, count(*) filter (where bought_minor > 0) as orders,
       sum(pieces) as pieces, cast(sum(bought_minor) as bigint) as bought_minor,
       count(*) filter (where party_id is null and bought_minor > 0) as guests
  from orders
 where stands and day is not null
 group by day, channel, country, coalesce(unit_id, ''), currency
