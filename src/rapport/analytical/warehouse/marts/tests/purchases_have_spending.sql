-- of: customer_purchases, customer_spending
-- about: Whoever bought something has spent something, with the same number of orders.
select coalesce(p.party_id, s.party_id) as party_id, p.orders as purchases, s.orders as spending
  from customer_purchases as p
  full join (select party_id, sum(orders) as orders from customer_spending group by party_id having sum(orders) > 0) as s
    on s.party_id = p.party_id
 where p.orders is distinct from s.orders
