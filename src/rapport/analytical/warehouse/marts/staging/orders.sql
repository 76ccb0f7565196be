-- kind: latest
-- key: order_id
-- newest: version, fact_id
-- grain: one row for each order, as it stands now
-- owner: orders
-- about: Every order with its newest state. Versions decide which state is newest, never the time it arrived.
-- column order_id VARCHAR: the order
-- column version BIGINT: the order's version this row tells of
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names; empty for a guest
-- column placed_at TIMESTAMP WITH TIME ZONE: when it was placed, UTC
-- column day DATE: the day it was placed, UTC
-- column kind VARCHAR: order, cancellation (a document of its own) or adjustment of stock
-- column status VARCHAR: its status now
-- column stands BOOLEAN: whether it counts as bought: an order, neither cancelled nor removed
-- column channel VARCHAR: by which way it was placed
-- column country VARCHAR: ISO 3166 country it went to
-- column currency VARCHAR: ISO 4217 currency of its sums
-- column bought_minor BIGINT: lines of positive quantity and price, in minor units; nothing if it does not stand
-- column back_minor BIGINT: what a cancellation of its own, or a status of returned or refunded, gives back
-- column paid_minor BIGINT: money received for it, in minor units
-- column refunded_minor BIGINT: money given back, in minor units
-- column pieces DECIMAL(18,4): pieces bought, of lines of positive quantity and price
-- column unit_id VARCHAR: the unit it belongs to
-- column lines STRUCT(line_id VARCHAR, sku VARCHAR, product_id VARCHAR, pieces DECIMAL(18,4), total_minor BIGINT)[]: what was bought, one entry a line
with told as (
    select order_id, version, fact_id, party_id, placed_at, kind, status, channel, country, currency,
           unit_id, paid_minor, refunded_minor, lines from fact."order.placed.v1"
    union all
    select order_id, version, fact_id, party_id, placed_at, kind, status, channel, country, currency,
           unit_id, paid_minor, refunded_minor, lines from fact."order.changed.v1"
    union all
    select order_id, version, fact_id, party_id, placed_at, kind, status, channel, country, currency,
           unit_id, paid_minor, refunded_minor, lines from fact."order.status_changed.v1"
    union all
    select order_id, version, fact_id, party_id, placed_at, kind, status, channel, country, currency,
           unit_id, paid_minor, refunded_minor, lines from fact."order.cancelled.v1"
    union all
    select order_id, version, fact_id, party_id, null, 'removed', 'removed', '', '', '', null, 0, 0, []
      from fact."order.removed.v1"
), summed as (
    select told.*,
           list_filter(lines, lambda line: cast(line.quantity as decimal(18, 4)) > 0
                                           and cast(line.unit_price as decimal(20, 6)) > 0) as sold,
           cast(coalesce(-list_sum(list_transform(
               list_filter(lines, lambda line: cast(line.quantity as decimal(18, 4)) < 0),
               lambda line: line.total_minor)), 0) as bigint) as negative_minor
      from told
), valued as (
    select summed.*, kind = 'order' and status <> 'cancelled' as stands,
           cast(coalesce(list_sum(list_transform(sold, lambda line: line.total_minor)), 0) as bigint) as sold_minor
      from summed
)
select order_id, version, fact_id, party_id, placed_at, cast(placed_at at time zone 'UTC' as date) as day, kind,
       status, stands, channel, country, currency,
       case when stands then sold_minor else 0 end as bought_minor,
       case when kind = 'cancellation' then greatest(negative_minor, 0)
            when stands and status in ('refunded', 'returned') then sold_minor
            else 0 end as back_minor,
       paid_minor, refunded_minor,
       cast(case when stands
            then coalesce(list_sum(list_transform(sold, lambda line: cast(line.quantity as decimal(18, 4)))), 0)
            else 0 end as decimal(18, 4)) as pieces,
       unit_id,
       case when stands then list_transform(sold, lambda line: struct_pack(
                line_id := line.line_id, sku := line.sku, product_id := line.product_id,
                pieces := cast(line.quantity as decimal(18, 4)), total_minor := line.total_minor))
            else [] end as lines
  from valued
