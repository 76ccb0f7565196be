-- of: customers, customer_spending, customer_purchases, customer_browsing, customer_service, customer_preference
-- by: customer_id
-- about: Whoever became part of another customer has no rows of their own.
select k.customer_id, i.customer_id as now
  from (select customer_id from customers union select customer_id from customer_spending
        union select customer_id from customer_purchases union select customer_id from customer_browsing
        union select customer_id from customer_service union select customer_id from customer_preference) as k
  join identities as i on i.party_id = k.customer_id
