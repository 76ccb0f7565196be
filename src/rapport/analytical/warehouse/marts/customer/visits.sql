-- kind: keyed
-- key: visitor_id, session, part
-- by: visitor_id
-- grain: one row for each visit of a visitor; two if two customers shared the device in it
-- owner: ingest
-- about: What was done in each visit of the shop, tied to who the visitor was then.
-- column visitor_id VARCHAR: the visitor
-- column session VARCHAR: the visit, as the sender says; else the day, UTC
-- column part BIGINT: whose part of it: 0 for nobody known, else the number of the visitor's link
-- column party_id VARCHAR: the customer the link names; empty for nobody known
-- column started_at TIMESTAMP WITH TIME ZONE: the first event, UTC
-- column ended_at TIMESTAMP WITH TIME ZONE: the last event, UTC
-- column day DATE: day of the first event, UTC
-- column pages BIGINT: pages seen, those of products included
-- column products BIGINT: times a product was looked at
-- column searches BIGINT: searches
-- column carts BIGINT: times the cart was filled or changed
-- column checkouts BIGINT: times the till was gone to
-- column orders BIGINT: orders told by the shop's pages
-- column referrer VARCHAR: the site the visit came from; of several the first by name, empty where none was told
with spans as (
    select visitor_id, party_id, linked_at, row_number() over w as part, lead(linked_at) over w as until
      from visitor_links
    window w as (partition by visitor_id order by linked_at, party_id)
), owned as (
    select e.visitor_id, e.session, coalesce(s.part, 0) as part, s.party_id, e.happened_at, e.event, e.searched,
           e.referrer, e.event_id
      from events as e
      left join spans as s on s.visitor_id = e.visitor_id
                          and (s.part = 1 or e.happened_at >= s.linked_at)
                          and (s.until is null or e.happened_at < s.until)
)
select visitor_id, session, part, min(party_id) as party_id, min(happened_at) as started_at,
       max(happened_at) as ended_at, cast(min(happened_at) at time zone 'UTC' as date) as day,
       count(*) filter (where event in ('page', 'product')) as pages,
       count(*) filter (where event = 'product') as products,
       count(*) filter (where event = 'search' or searched) as searches,
       count(*) filter (where event = 'cart') as carts,
       count(*) filter (where event = 'checkout') as checkouts,
       count(*) filter (where event = 'order') as orders,
       min(referrer) as referrer
  from owned
 group by visitor_id, session, part
