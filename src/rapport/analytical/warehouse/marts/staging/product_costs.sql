-- kind: latest
-- key: product_id, since
-- newest: told_at, fact_id
-- grain: one row for each product and day from which it cost something else
-- owner: products
-- about: What one piece of each product costs, from which day on.
-- column product_id VARCHAR: the product
-- column since DATE: from this day on, UTC
-- column told_at TIMESTAMP WITH TIME ZONE: when it was told, UTC; told again, the newest counts
-- column fact_id VARCHAR: the fact it was read from
-- column cost DECIMAL(20,6): cost of one, in major units; empty where it is no longer known
-- column currency VARCHAR: ISO 4217 currency of the cost
select product_id, cast(since as date) as since, fact_occurred_at as told_at, fact_id, cast(cost as decimal(20, 6)) as cost, currency
  from fact."product.cost_changed.v1"
