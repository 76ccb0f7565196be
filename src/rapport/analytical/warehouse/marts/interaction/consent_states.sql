-- kind: keyed
-- key: customer_id, purpose, channel
-- by: customer_id
-- through: identities
-- grain: one row for each customer, purpose and channel something was said of
-- owner: consent
-- about: What each customer allows now: the newest word counts.
-- column customer_id VARCHAR: the customer
-- column purpose VARCHAR: what for
-- column channel VARCHAR: by which way
-- column given BOOLEAN: allowed, rather than refused or taken back
-- column origin VARCHAR: where it was said
-- column said_at TIMESTAMP WITH TIME ZONE: when, UTC
select customer_id, purpose, channel, given, origin, said_at
  from (select coalesce(i.customer_id, c.party_id) as customer_id, c.purpose, c.channel, c.given, c.origin, c.said_at,
               row_number() over (partition by coalesce(i.customer_id, c.party_id), c.purpose, c.channel
                                  order by c.said_at desc, c.fact_id desc) as place
          from consents as c left join identities as i on i.party_id = c.party_id) as told
 where place = 1
