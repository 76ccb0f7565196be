-- kind: keyed
-- key: campaign_id, order_id
-- by: customer_id
-- through: identities
-- grain: one row for each campaign and order its recipients placed within sixty days of its first message to them
-- owner: marketing
-- about: What people bought after a campaign wrote to them; one order may follow several campaigns.
-- column campaign_id VARCHAR: the campaign
-- column order_id VARCHAR: the order
-- column customer_id VARCHAR: the customer
-- column currency VARCHAR: ISO 4217 currency of the sum
-- column bought_minor BIGINT: goods bought, in minor units
-- column seconds_after BIGINT: seconds from the message to the order
with reached as (
    select d.campaign_id, coalesce(i.customer_id, d.party_id) as customer_id, min(m.happened_at) as reached_at
      from deliveries as d
      join messages as m on m.message_id = d.message_id and m.party_id = d.party_id
      left join identities as i on i.party_id = d.party_id
     where d.campaign_id is not null and d.party_id is not null and d.state in ('sent', 'delivered', 'read')
     group by d.campaign_id, coalesce(i.customer_id, d.party_id)
), bought as (
    select coalesce(i.customer_id, o.party_id) as customer_id, o.order_id, o.placed_at, o.currency, o.bought_minor
      from orders as o left join identities as i on i.party_id = o.party_id
     where o.party_id is not null and o.stands and o.bought_minor > 0
)
select r.campaign_id, b.order_id, r.customer_id, b.currency, b.bought_minor,
       cast(date_diff('second', r.reached_at, b.placed_at) as bigint) as seconds_after
  from reached as r join bought as b on b.customer_id = r.customer_id
 where b.placed_at >= r.reached_at and date_diff('second', r.reached_at, b.placed_at) < 5184000
