-- kind: latest
-- key: party_id
-- newest: fact_id
-- grain: one row for each customer who was erased, or whose import was undone
-- owner: customers
-- about: Customers who left for good. What the marts keep of a person goes with them; sums of orders stay.
-- column party_id VARCHAR: the customer
-- column fact_id VARCHAR: the fact it was read from
-- column how VARCHAR: erased or removed
select customer_id as party_id, fact_id, 'erased' as how from fact."customer.erased.v1"
union all
select customer_id, fact_id, 'removed' from fact."customer.removed.v1"
