-- kind: whole
-- key: party_id
-- grain: one row for each customer or visitor who left, and each who had become part of them
-- owner: customers
-- about: Whose rows leave the marts.
-- column party_id VARCHAR: the customer, or the visitor
select party_id from departures
union
select i.party_id from identities as i join departures as d on d.party_id = i.customer_id
