-- kind: keyed
-- key: party_id, version
-- by: party_id
-- grain: one row for each stretch of time a customer was known to be the same
-- owner: customers
-- about: Every customer as they were known at the time: join a moment between the two, and older figures keep the unit and stage of then.
-- column party_id VARCHAR: the customer, before merges; identities says who they are now
-- column version BIGINT: the customer's version the stretch begins with
-- column from_at TIMESTAMP WITH TIME ZONE: from when on this was known, UTC
-- column until_at TIMESTAMP WITH TIME ZONE: until when, not included; empty for what is known now
-- column kind VARCHAR: person, company or household
-- column stage VARCHAR: prospect, customer or former
-- column origin VARCHAR: where they come from
-- column country VARCHAR: ISO 3166 country
-- column city VARCHAR: city
-- column unit_id VARCHAR: the unit they belonged to
-- column owner_id VARCHAR: the member who looked after them
-- column roles VARCHAR[]: what they were to the business
-- gap segment A7: the segment they were in; who is in one when it is first filled is told in no fact yet
with told as (
    select *, lag(version) over w as before, max(told_at) over w as known_at,
           kind || '|' || stage || '|' || origin || '|' || country || '|' || city || '|' || coalesce(unit_id, '') || '|'
               || coalesce(owner_id, '') || '|' || array_to_string(list_sort(roles), ',') as known
      from customer_states
    window w as (partition by party_id order by version)
), differing as (
    select *, lag(known) over w as known_before from told window w as (partition by party_id order by version)
)
select party_id, version, known_at as from_at,
       lead(known_at) over (partition by party_id order by version) as until_at,
       kind, stage, origin, country, city, unit_id, owner_id, roles
  from differing where before is null or known <> known_before
