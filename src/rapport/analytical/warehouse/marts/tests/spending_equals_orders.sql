-- of: orders, customer_spending
-- about: What customers spent in a currency is what their orders sum up to, to the cent.
with from_orders as (
    select currency, sum(bought_minor) as minor from orders where party_id is not null and stands group by currency
), from_mart as (
    select currency, sum(bought_minor) as minor from customer_spending group by currency
)
select coalesce(o.currency, m.currency) as currency, o.minor as orders_minor, m.minor as mart_minor
  from from_orders as o full join from_mart as m on m.currency = o.currency
 where o.minor is distinct from m.minor
