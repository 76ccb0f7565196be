-- kind: latest
-- key: party_id, version
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each version of a customer that was told
-- owner: customers
-- about: How each customer was, version by version; no names, addresses or numbers, which stay where they are kept.
-- column party_id VARCHAR: the customer the fact names
-- column version BIGINT: the customer's version
-- column fact_id VARCHAR: the fact it was read from
-- column told_at TIMESTAMP WITH TIME ZONE: since when they were so, UTC
-- column kind VARCHAR: person, company or household
-- column stage VARCHAR: prospect, customer or former
-- column origin VARCHAR: where they come from: own, purchased, rented or by themselves
-- column country VARCHAR: ISO 3166 country
-- column city VARCHAR: city
-- column language VARCHAR: the language they are written to in
-- column birth_year BIGINT: year of birth, where it is known
-- column unit_id VARCHAR: the unit they belong to
-- column owner_id VARCHAR: the member who looks after them
-- column roles VARCHAR[]: what they are to the business: customer, partner, supplier and so on
-- column tags VARCHAR[]: their tags
-- column reachable_by BIGINT: how many ways to reach them are known
-- column created_at TIMESTAMP WITH TIME ZONE: when they were entered, UTC
with told as (
    select fact_id, fact_occurred_at, state from fact."customer.created.v1"
    union all
    select fact_id, fact_occurred_at, state from fact."customer.updated.v1"
    union all
    select fact_id, fact_occurred_at, state from fact."customer.merged.v1"
    union all
    select fact_id, fact_occurred_at, state from fact."customer.unmerged.v1"
    union all
    select fact_id, fact_occurred_at, restored from fact."customer.unmerged.v1"
)
select state.id as party_id, state.version as version, fact_id, fact_occurred_at as told_at, state.kind as kind,
       state.stage as stage, state.origin as origin, state.country as country, state.city as city,
       state.locale as language, cast(substring(state.birth_date, 1, 4) as bigint) as birth_year,
       state.unit_id as unit_id, state.owner_id as owner_id, state.roles as roles, state.tags as tags,
       cast(coalesce(array_length(state.contact_points), 0) as bigint) as reachable_by, state.created_at as created_at
  from told
