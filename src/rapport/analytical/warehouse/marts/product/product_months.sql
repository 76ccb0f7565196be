-- kind: keyed
-- key: sku, month, currency
-- by: sku
-- grain: one row for each product, month and currency
-- owner: products
-- about: Demand for each product month by month, and what of it came back.
-- column sku VARCHAR: the product, as orders name it
-- column month DATE: the first day of the month, UTC
-- column currency VARCHAR: ISO 4217 currency of the sums
-- column orders BIGINT: orders it was bought in
-- column pieces DECIMAL(38,4): pieces bought
-- column bought_minor BIGINT: what was paid for them, in minor units
-- column returned_pieces DECIMAL(38,4): pieces that came back in the month
-- column returned_minor BIGINT: what they were worth, in minor units
-- gap planned A10: the demand that is forecast
with moved as (
    select sku, cast(date_trunc('month', day) as date) as month, currency, orders, pieces, bought_minor,
           cast(0 as decimal(18, 4)) as back, cast(0 as bigint) as back_minor
      from product_days
    union all
    select sku, cast(date_trunc('month', day) as date), currency, 0, 0, 0, pieces, value_minor
      from returned_lines where sku <> ''
)
select sku, month, currency, cast(sum(orders) as bigint) as orders, sum(pieces) as pieces,
       cast(sum(bought_minor) as bigint) as bought_minor, sum(back) as returned_pieces,
       cast(sum(back_minor) as bigint) as returned_minor
  from moved group by sku, month, currency
