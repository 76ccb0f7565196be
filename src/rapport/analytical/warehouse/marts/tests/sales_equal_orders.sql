-- of: orders, sales_days
-- about: What was sold day by day is what the orders sum up to, in every currency, to the cent.
with from_orders as (
    select currency, sum(bought_minor) as minor, count(*) filter (where bought_minor > 0) as orders
      from orders where stands and day is not null group by currency
), from_mart as (
    select currency, sum(bought_minor) as minor, sum(orders) as orders from sales_days group by currency
)
select coalesce(o.currency, m.currency) as currency, o.minor as orders_minor, m.minor as mart_minor
  from from_orders as o full join from_mart as m on m.currency = o.currency
 where o.minor is distinct from m.minor or o.orders is distinct from m.orders
