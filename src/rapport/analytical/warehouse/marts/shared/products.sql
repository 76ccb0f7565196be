-- kind: keyed
-- key: product_id
-- by: product_id
-- grain: one row for each product
-- owner: products
-- about: Every product as it stands now.
-- column product_id VARCHAR: the product
-- column sku VARCHAR: the number it is sold under
-- column title VARCHAR: its name
-- column category VARCHAR: its category
-- column stage VARCHAR: its stage of life
-- column currency VARCHAR: ISO 4217 currency of price and cost
-- column unit_price DECIMAL(20,6): price of one, in major units
-- column cost DECIMAL(20,6): cost of one, in major units; empty where it is not known
-- column active BOOLEAN: whether it is sold
-- column created_at TIMESTAMP WITH TIME ZONE: when it was entered, UTC
-- gap stock P5: how many there are; the ERP will tell
select product_id, sku, title, category, stage, currency, unit_price, cost, active, created_at
  from (select *, row_number() over (partition by product_id order by version desc, fact_id desc) as place
          from product_states) as told
 where place = 1
