-- of: customer_purchases, customer_spending
-- by: customer_id
-- about: Whoever bought something has spent something, with the same number of orders.
select coalesce(p.customer_id, s.customer_id) as customer_id, p.orders as purchases, s.orders as spending
  from customer_purchases as p
  full join (select customer_id, sum(orders) as orders from customer_spending group by customer_id having sum(orders) > 0) as s
    on s.customer_id = p.customer_id
 where p.orders is distinct from s.orders
