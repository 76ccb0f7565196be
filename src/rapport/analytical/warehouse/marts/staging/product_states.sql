-- kind: latest
-- key: product_id, version
-- newest: fact_id
-- grain: one row for each version of a product that was told
-- owner: products
-- about: How each product was, version by version.
-- column product_id VARCHAR: the product
-- column version BIGINT: the product's version
-- column fact_id VARCHAR: the fact it was read from
-- column told_at TIMESTAMP WITH TIME ZONE: since when it was so, UTC
-- column sku VARCHAR: the number it is sold under
-- column title VARCHAR: its name
-- column category VARCHAR: its category
-- column stage VARCHAR: its stage of life: design, launch, growth, mature, decline or retired
-- column currency VARCHAR: ISO 4217 currency of price and cost
-- column unit_price DECIMAL(20,6): price of one, in major units
-- column cost DECIMAL(20,6): cost of one, in major units; empty where it is not known
-- column active BOOLEAN: whether it is sold
-- column created_at TIMESTAMP WITH TIME ZONE: when it was entered, UTC
with told as (
    select product_id, version, fact_id, fact_occurred_at, sku, title, category, stage, currency, unit_price, cost,
           active, created_at from fact."product.created.v1"
    union all
    select product_id, version, fact_id, fact_occurred_at, sku, title, category, stage, currency, unit_price, cost,
           active, created_at from fact."product.updated.v1"
)
select product_id, version, fact_id, fact_occurred_at as told_at, sku, title, category, stage, currency,
       cast(unit_price as decimal(20, 6)) as unit_price, cast(cost as decimal(20, 6)) as cost, active, created_at
  from told
