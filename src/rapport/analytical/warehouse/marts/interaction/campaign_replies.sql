-- kind: keyed
-- key: delivery_id, what
-- by: customer_id
-- through: identities
-- grain: one row for each message of a campaign and way somebody answered it themselves
-- owner: marketing
-- about: Who wrote back to a campaign's message, and who took their consent back, within two weeks.
-- column delivery_id VARCHAR: the delivery of the message
-- column what VARCHAR: reply or leave
-- column campaign_id VARCHAR: the campaign
-- column customer_id VARCHAR: the customer
-- column seconds_after BIGINT: seconds from the message to the first answer
with reached as (
    select d.campaign_id, d.delivery_id, coalesce(i.customer_id, d.party_id) as customer_id, m.conversation_id,
           m.purpose, d.channel, m.happened_at as reached_at
      from deliveries as d
      join messages as m on m.message_id = d.message_id and m.party_id = d.party_id
      left join identities as i on i.party_id = d.party_id
     where d.campaign_id is not null and d.party_id is not null and d.state in ('sent', 'delivered', 'read')
), said as (
    select coalesce(i.customer_id, m.party_id) as customer_id, m.conversation_id, m.happened_at
      from messages as m left join identities as i on i.party_id = m.party_id
     where m.party_id is not null and m.direction = 'in' and m.stands and not m.automatic
), refused as (
    select coalesce(i.customer_id, c.party_id) as customer_id, c.purpose, c.channel, c.said_at
      from consents as c left join identities as i on i.party_id = c.party_id
     where c.party_id is not null and not c.given
)
select r.delivery_id, 'reply' as what, r.campaign_id, r.customer_id,
       cast(min(date_diff('second', r.reached_at, s.happened_at)) as bigint) as seconds_after
  from reached as r
  join said as s on s.customer_id = r.customer_id and s.conversation_id = r.conversation_id
 where s.happened_at > r.reached_at and date_diff('second', r.reached_at, s.happened_at) < 1209600
 group by r.delivery_id, r.campaign_id, r.customer_id
union all
select r.delivery_id, 'leave', r.campaign_id, r.customer_id,
       cast(min(date_diff('second', r.reached_at, f.said_at)) as bigint)
  from reached as r
  join refused as f on f.customer_id = r.customer_id and f.purpose = r.purpose and f.channel = r.channel
 where f.said_at > r.reached_at and date_diff('second', r.reached_at, f.said_at) < 1209600
 group by r.delivery_id, r.campaign_id, r.customer_id
