-- of: customer_spending, customers
-- by: customer_id
-- blocks: no
-- about: Whoever bought something is a customer somebody told of, unless they were erased.
select s.customer_id from customer_spending as s
  left join customers as c on c.customer_id = s.customer_id
 where c.customer_id is null and not exists (select 1 from gone as g where g.party_id = s.customer_id)
