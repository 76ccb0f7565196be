-- kind: latest
-- key: visitor_id, event_id
-- newest: received_at, fact_id
-- forgets: visitor_id
-- grain: one row for each event of a visitor, however often it was sent
-- owner: ingest
-- about: What visitors did: pages, products, searches, carts, orders.
-- column visitor_id VARCHAR: the visitor
-- column event_id VARCHAR: the event's own id, the same when it is sent again
-- column fact_id VARCHAR: the fact it was read from
-- column received_at TIMESTAMP WITH TIME ZONE: when it came in, UTC
-- column happened_at TIMESTAMP WITH TIME ZONE: when it happened by our clock, UTC
-- column day DATE: that day, UTC
-- column event VARCHAR: what was done
-- column session VARCHAR: the visit it belongs to, as the sender says; else the visitor's day
-- column sku VARCHAR: the product it is about
-- column category VARCHAR: the category it is about
-- column searched BOOLEAN: whether something was searched for
-- column order_number VARCHAR: the order it tells of
-- column referrer VARCHAR: the site the visitor came from
select visitor_id, event_id, fact_id, received_at, happened_at,
       cast(happened_at at time zone 'UTC' as date) as day, event,
       coalesce(session, cast(cast(happened_at at time zone 'UTC' as date) as varchar)) as session,
       sku, category, coalesce(query, '') <> '' as searched, "order" as order_number,
       nullif(regexp_extract(referrer, '^https?://([^/?#]+)', 1), '') as referrer
  from fact."behaviour.recorded.v1"
