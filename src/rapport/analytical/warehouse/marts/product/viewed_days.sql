-- kind: keyed
-- key: sku, day
-- by: day
-- grain: one row for each product and day it was looked at or put into a cart
-- owner: ingest
-- about: What was looked at in the shop, day by day.
-- column sku VARCHAR: the product, as the shop's pages name it
-- column day DATE: the day, UTC
-- column views BIGINT: times it was looked at
-- column carts BIGINT: times it was put into a cart
-- column visitors BIGINT: visitors who did either
select sku, day, count(*) filter (where event = 'product') as views, count(*) filter (where event = 'cart') as carts,
       count(distinct visitor_id) as visitors
  from events where sku is not null and event in ('product', 'cart')
 group by sku, day
