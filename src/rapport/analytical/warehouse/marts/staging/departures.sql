-- kind: latest
-- key: party_id
-- newest: fact_id
-- grain: one row for each customer or visitor who was erased, or whose import was undone
-- owner: customers
-- about: Customers who left for good, and the visitors they had been. What the marts keep of a person goes with them; sums of orders stay.
-- column party_id VARCHAR: the customer, or the visitor
-- column fact_id VARCHAR: the fact it was read from
-- column how VARCHAR: erased, removed or forgotten
select customer_id as party_id, fact_id, 'erased' as how from fact."customer.erased.v1"
union all
select customer_id, fact_id, 'removed' from fact."customer.removed.v1"
union all
select visitor_id, fact_id, 'forgotten' from fact."visitor.forgotten.v1"
