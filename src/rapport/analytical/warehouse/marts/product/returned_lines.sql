-- kind: keyed
-- key: return_id, line_id
-- by: return_id
-- grain: one row for each line that came back
-- owner: orders
-- about: What came back, line by line.
-- column return_id VARCHAR: the return
-- column line_id VARCHAR: the line of the order
-- column reason VARCHAR: why
-- column day DATE: the day it came back, UTC
-- column currency VARCHAR: ISO 4217 currency of the value
-- column sku VARCHAR: the product, as the order names it
-- column pieces DECIMAL(18,4): pieces that came back
-- column value_minor BIGINT: what they were worth, in minor units
with opened as (
    select return_id, reason, day, currency, unnest(lines) as line from returns
)
select return_id, line.line_id as line_id, reason, day, currency, line.sku as sku,
       cast(line.quantity as decimal(18, 4)) as pieces, line.value_minor as value_minor
  from opened
