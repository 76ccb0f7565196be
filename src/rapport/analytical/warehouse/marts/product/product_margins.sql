-- kind: keyed
-- key: sku, month, currency
-- by: sku
-- grain: one row for each product, month and currency of which a cost is known
-- owner: products
-- about: What each product left after its cost, month by month, tax as in the price.
-- column sku VARCHAR: the product, as orders name it
-- column month DATE: the first day of the month, UTC
-- column currency VARCHAR: ISO 4217 currency of the sums
-- column lines BIGINT: lines of orders whose cost is known
-- column costed_minor BIGINT: what was paid for them, in minor units
-- column cost_minor BIGINT: what they cost, in minor units
-- column margin_minor BIGINT: what is left of it, in minor units
select sku, cast(date_trunc('month', day) as date) as month, currency, count(*) as lines,
       cast(sum(total_minor) as bigint) as costed_minor, cast(sum(cost_minor) as bigint) as cost_minor,
       cast(sum(total_minor) - sum(cost_minor) as bigint) as margin_minor
  from line_costs where sku <> '' and day is not null
 group by sku, cast(date_trunc('month', day) as date), currency
