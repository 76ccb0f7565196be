-- kind: keyed
-- key: customer_id, channel, hour
-- by: customer_id
-- through: identities
-- grain: one row for each customer, way and hour of the day they ever answered in
-- owner: customers
-- about: When and by which way each customer answers: what they wrote, calls they began, messages of campaigns they opened or followed a link of.
-- column customer_id VARCHAR: the customer
-- column channel VARCHAR: by which way
-- column hour BIGINT: the hour of the day it began in, 0 to 23, UTC
-- column answers BIGINT: how often they did
-- column last_at TIMESTAMP WITH TIME ZONE: the newest time, UTC
with answered as (
    select m.party_id, m.channel, m.happened_at from messages as m
     where m.party_id is not null and m.direction = 'in' and m.stands and not m.automatic
    union all
    select c.party_id, c.kind, c.happened_at from contacts as c where c.direction = 'in' and c.party_id is not null
    union all
    select a.party_id, d.channel, a.happened_at
      from campaign_answers as a join deliveries as d on d.delivery_id = a.delivery_id
     where not a.machine and a.party_id is not null
), owned as (
    select coalesce(i.customer_id, a.party_id) as customer_id, a.channel,
           cast(hour(a.happened_at at time zone 'UTC') as bigint) as hour, a.happened_at
      from answered as a left join identities as i on i.party_id = a.party_id
)
select customer_id, channel, hour, count(*) as answers, max(happened_at) as last_at
  from owned group by customer_id, channel, hour
