-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: identities
-- grain: one row for each customer who bought something
-- owner: customers
-- about: How each customer buys: how often, at what distance, by which way. Orders of merged customers are the survivor's.
-- column customer_id VARCHAR: the customer
-- column orders BIGINT: orders that stand and bought something
-- column pieces DECIMAL(38,4): pieces bought
-- column first_day DATE: day of the first order, UTC
-- column last_day DATE: day of the newest order, UTC
-- column days_between DECIMAL(18,1): mean days from one order to the next; empty with a single order
-- column channel VARCHAR: by which way most orders were placed; of equals the first by name
-- column sku VARCHAR: what was bought in most orders; of equals the first by name
-- column sku_orders BIGINT: in how many of the orders
with bought as (
    select coalesce(i.customer_id, o.party_id) as customer_id, o.order_id,
           o.day, o.channel, o.lines, o.pieces
      from orders as o left join identities as i on i.party_id = o.party_id
     where o.party_id is not null and o.bought_minor > 0
), spans as (
    select customer_id, count(*) as orders, sum(pieces) as pieces, min(day) as first_day, max(day) as last_day
      from bought group by customer_id
), ways as (
    select customer_id, channel,
           row_number() over (partition by customer_id order by count(*) desc, channel) as place
      from bought group by customer_id, channel
), goods as (
    select customer_id, sku, count(distinct order_id) as sku_orders,
           row_number() over (partition by customer_id order by count(distinct order_id) desc, sku) as place
      from (select customer_id, order_id, unnest(list_transform(lines, lambda line: line.sku)) as sku from bought) as lines
     where sku <> ''
     group by customer_id, sku
)
select s.customer_id, s.orders, s.pieces, s.first_day, s.last_day,
       cast(case when s.orders > 1
            then cast(date_diff('day', s.first_day, s.last_day) as decimal(18, 4)) / (s.orders - 1)
            end as decimal(18, 1)) as days_between,
       w.channel, g.sku, g.sku_orders
  from spans as s
  join ways as w on w.customer_id = s.customer_id and w.place = 1
  left join goods as g on g.customer_id = s.customer_id and g.place = 1
