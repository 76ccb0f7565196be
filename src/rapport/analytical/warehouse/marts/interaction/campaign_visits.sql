-- kind: keyed
-- key: visitor_id, session, part
-- by: customer_id
-- through: identities
-- grain: one row for each visit that began within half an hour after a link of a campaign was followed
-- owner: marketing
-- about: Visits of the shop that campaigns brought, and what was done in them. Of several links the newest before the visit counts.
-- column visitor_id VARCHAR: the visitor
-- column session VARCHAR: the visit, as the sender says; else the day, UTC
-- column part BIGINT: whose part of it: the number of the visitor's link
-- column customer_id VARCHAR: the customer
-- column campaign_id VARCHAR: the campaign
-- column delivery_id VARCHAR: the delivery of the message
-- column started_at TIMESTAMP WITH TIME ZONE: the first event, UTC
-- column seconds_after BIGINT: seconds from the link to the visit
-- column products BIGINT: times a product was looked at
-- column carts BIGINT: times the cart was filled or changed
-- column orders BIGINT: orders told by the shop's pages
with followed as (
    select coalesce(i.customer_id, a.party_id) as customer_id, a.campaign_id, a.delivery_id, a.happened_at
      from campaign_answers as a left join identities as i on i.party_id = a.party_id
     where a.what = 'click' and not a.machine and a.party_id is not null
), came as (
    select v.visitor_id, v.session, v.part, coalesce(i.customer_id, v.party_id) as customer_id, v.started_at,
           v.products, v.carts, v.orders
      from visits as v left join identities as i on i.party_id = v.party_id
     where v.party_id is not null
), led as (
    select c.*, f.campaign_id, f.delivery_id,
           cast(date_diff('second', f.happened_at, c.started_at) as bigint) as seconds_after,
           row_number() over (partition by c.visitor_id, c.session, c.part
                              order by f.happened_at desc, f.delivery_id) as place
      from came as c join followed as f on f.customer_id = c.customer_id
     where f.happened_at <= c.started_at and date_diff('second', f.happened_at, c.started_at) < 1800
)
select visitor_id, session, part, customer_id, campaign_id, delivery_id, started_at, seconds_after, products, carts,
       orders
  from led where place = 1
