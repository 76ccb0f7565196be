-- kind: latest
-- key: return_id
-- newest: fact_id
-- grain: one row for each return
-- owner: orders
-- about: Goods that came back, with what and why.
-- column return_id VARCHAR: the return
-- column fact_id VARCHAR: the fact it was read from
-- column order_id VARCHAR: the order they were of
-- column party_id VARCHAR: the customer the fact names; empty for a guest
-- column reason VARCHAR: why: damaged, wrong_item, not_as_described, too_late, changed_mind or other
-- column received_at TIMESTAMP WITH TIME ZONE: when they came back, UTC
-- column day DATE: that day, UTC
-- column currency VARCHAR: ISO 4217 currency of the value
-- column value_minor BIGINT: what they were worth, in minor units
-- column lines STRUCT(line_id VARCHAR, sku VARCHAR, product_id VARCHAR, quantity VARCHAR, value_minor BIGINT)[]: what came back, one entry a line
select return_id, fact_id, order_id, party_id, reason, received_at,
       cast(received_at at time zone 'UTC' as date) as day, currency, value_minor, lines
  from fact."return.received.v1"
