-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: identities
-- grain: one row for each partner and supplier
-- owner: customers
-- about: Those the business works with: who they are and what was done with them.
-- column customer_id VARCHAR: the partner, under the id every party has
-- column kind VARCHAR: person, company or household
-- column roles VARCHAR[]: what they are to the business: partner, supplier and whatever else
-- column country VARCHAR: ISO 3166 country
-- column city VARCHAR: city
-- column unit_id VARCHAR: the unit that works with them
-- column owner_id VARCHAR: the member who looks after them
-- column since TIMESTAMP WITH TIME ZONE: when they were first known as one, UTC
-- column contacts BIGINT: contacts with them
-- column last_contact_at TIMESTAMP WITH TIME ZONE: the newest contact, UTC
-- column tasks_open BIGINT: tasks about them that are to be done
-- column orders BIGINT: orders they placed themselves that stand
-- gap technology P1: what they can do: technical advantages, certificates
-- gap resources P1: what they have: capacity, regions, people
-- gap management P1: how they are run: contracts, tiers, reviews
-- gap credit P1: how safe they are: ratings, limits, payment
-- gap results P3: deals and leads they brought, and what was settled
with told as (
    select coalesce(i.customer_id, s.party_id) as customer_id, s.told_at, s.roles, s.kind, s.country, s.city,
           s.unit_id, s.owner_id, i.party_id is null as itself,
           row_number() over (partition by coalesce(i.customer_id, s.party_id)
                              order by case when i.party_id is null then 0 else 1 end, s.version desc, s.fact_id desc) as place,
           list_contains(s.roles, 'partner') or list_contains(s.roles, 'supplier') as works
      from customer_states as s left join identities as i on i.party_id = s.party_id
), first_so as (
    select customer_id, min(told_at) as since from told where works group by customer_id
), spoken as (
    select coalesce(i.customer_id, c.party_id) as customer_id, count(*) as contacts, max(c.happened_at) as last_at
      from contacts as c left join identities as i on i.party_id = c.party_id
     group by coalesce(i.customer_id, c.party_id)
), waiting as (
    select coalesce(i.customer_id, t.party_id) as customer_id, count(*) as tasks
      from tasks as t left join identities as i on i.party_id = t.party_id
     where t.stands and t.done_at is null and t.party_id is not null
     group by coalesce(i.customer_id, t.party_id)
)
select n.customer_id, n.kind, n.roles, n.country, n.city, n.unit_id, n.owner_id, f.since,
       coalesce(c.contacts, 0) as contacts, c.last_at as last_contact_at, coalesce(t.tasks, 0) as tasks_open,
       coalesce(p.orders, 0) as orders
  from told as n
  join first_so as f on f.customer_id = n.customer_id
  left join spoken as c on c.customer_id = n.customer_id
  left join waiting as t on t.customer_id = n.customer_id
  left join customer_purchases as p on p.customer_id = n.customer_id
 where n.place = 1 and n.itself and n.works
