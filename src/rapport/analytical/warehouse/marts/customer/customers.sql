-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: identities
-- grain: one row for each customer who is nobody else's part
-- owner: customers
-- about: Who each customer is, as known now; no names, addresses or numbers, which stay where they are kept.
-- column customer_id VARCHAR: the customer
-- column kind VARCHAR: person, company or household
-- column stage VARCHAR: prospect, customer or former
-- column origin VARCHAR: where they come from: own, purchased, rented or by themselves
-- column country VARCHAR: ISO 3166 country
-- column city VARCHAR: city
-- column language VARCHAR: the language they are written to in
-- column birth_year BIGINT: year of birth, where it is known
-- column unit_id VARCHAR: the unit they belong to
-- column owner_id VARCHAR: the member who looks after them
-- column roles VARCHAR[]: what they are to the business
-- column tags VARCHAR[]: their tags
-- column reachable_by BIGINT: how many ways to reach them are known
-- column parts BIGINT: how many others became part of them by merges
-- column created_at TIMESTAMP WITH TIME ZONE: when they were entered, UTC
-- column changed_at TIMESTAMP WITH TIME ZONE: when something of them last changed, UTC
-- gap household_income G6: what surveys and bought data say of them
-- gap segment A7: the segment they are in; who is in one when it is first filled is told in no fact yet
with newest as (
    select *, row_number() over (partition by party_id order by version desc, fact_id desc) as place
      from customer_states
), merged as (
    select customer_id, count(*) as parts from identities group by customer_id
)
select n.party_id as customer_id, n.kind, n.stage, n.origin, n.country, n.city, n.language, n.birth_year, n.unit_id, n.owner_id,
       n.roles, n.tags, n.reachable_by, coalesce(m.parts, 0) as parts, n.created_at, n.told_at as changed_at
  from newest as n
  left join merged as m on m.customer_id = n.party_id
  left join identities as i on i.party_id = n.party_id
 where n.place = 1 and i.party_id is null
