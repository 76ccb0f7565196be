-- kind: keyed
-- key: sku, day, currency
-- by: day
-- grain: one row for each product, day and currency
-- owner: products
-- about: What was bought of each product, day by day.
-- column sku VARCHAR: the product, as orders name it
-- column day DATE: the day orders were placed, UTC
-- column currency VARCHAR: ISO 4217 currency of the sum
-- column orders BIGINT: orders it was bought in
-- column pieces DECIMAL(38,4): pieces bought
-- column bought_minor BIGINT: what was paid for them, in minor units
select sku, day, currency, count(distinct order_id) as orders, sum(pieces) as pieces,
       cast(sum(total_minor) as bigint) as bought_minor
  from order_lines where sku <> '' and day is not null
 group by sku, day, currency
