-- kind: keyed
-- key: order_id, line_id
-- by: order_id
-- grain: one row for each line of an order that bought something
-- owner: orders
-- about: What was bought, line by line.
-- column order_id VARCHAR: the order
-- column line_id VARCHAR: the line
-- column party_id VARCHAR: the customer the order names; empty for a guest
-- column day DATE: the day the order was placed, UTC
-- column channel VARCHAR: by which way
-- column country VARCHAR: ISO 3166 country it went to
-- column unit VARCHAR: the unit; empty where the order has none
-- column currency VARCHAR: ISO 4217 currency of the sum
-- column sku VARCHAR: the product, as the order names it
-- column product_id VARCHAR: the product, where it is known
-- column pieces DECIMAL(18,4): pieces bought
-- column total_minor BIGINT: what was paid for them, in minor units
with opened as (
    select order_id, party_id, day, channel, country, coalesce(unit_id, '') as unit, currency, unnest(lines) as line from orders where stands
)
select order_id, line.line_id as line_id, party_id, day, channel, country, unit, currency, line.sku as sku,
       line.product_id as product_id, line.pieces as pieces, line.total_minor as total_minor
  from opened
