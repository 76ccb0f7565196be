-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: identities
-- grain: one row for each customer of whom a text was read
-- owner: mood
-- about: How each customer sounds in what they write to the shop.
-- column customer_id VARCHAR: the customer
-- column texts BIGINT: texts that were read
-- column happy BIGINT: of those, in which they sound happy
-- column unhappy BIGINT: of those, in which they sound unhappy
-- column score DECIMAL(38,2): mean of all, from -1 (unhappy) to 1 (happy)
-- column first_at TIMESTAMP WITH TIME ZONE: the first of them, UTC
-- column last_at TIMESTAMP WITH TIME ZONE: the newest of them, UTC
select coalesce(i.customer_id, m.party_id) as customer_id, count(*) as texts,
       count(*) filter (where m.mood = 'happy') as happy, count(*) filter (where m.mood = 'unhappy') as unhappy,
       cast(sum(m.score) / count(*) as decimal(38, 2)) as score, min(m.happened_at) as first_at,
       max(m.happened_at) as last_at
  from moods as m left join identities as i on i.party_id = m.party_id
 where m.party_id is not null
 group by coalesce(i.customer_id, m.party_id)
