-- kind: keyed
-- key: visitor_id, part, sku
-- by: visitor_id
-- grain: one row for each visitor, customer and product they looked at
-- owner: ingest
-- about: Which products visitors looked at and put into the cart, tied to who the visitor was then.
-- column visitor_id VARCHAR: the visitor
-- column part BIGINT: whose: 0 for nobody known, else the number of the visitor's link
-- column sku VARCHAR: the product, as the shop calls it
-- column party_id VARCHAR: the customer the link names; empty for nobody known
-- column category VARCHAR: its category, as the shop's pages told it; of several the last by name
-- column views BIGINT: times it was looked at
-- column carts BIGINT: times it was put into the cart
-- column last_at TIMESTAMP WITH TIME ZONE: the newest of either, UTC
with spans as (
    select visitor_id, party_id, linked_at, row_number() over w as part, lead(linked_at) over w as until
      from visitor_links
    window w as (partition by visitor_id order by linked_at, party_id)
)
select e.visitor_id, coalesce(s.part, 0) as part, e.sku, min(s.party_id) as party_id, max(e.category) as category,
       count(*) filter (where e.event = 'product') as views,
       count(*) filter (where e.event = 'cart') as carts,
       max(e.happened_at) as last_at
  from events as e
  left join spans as s on s.visitor_id = e.visitor_id
                      and (s.part = 1 or e.happened_at >= s.linked_at)
                      and (s.until is null or e.happened_at < s.until)
 where e.sku is not null and e.event in ('product', 'cart')
 group by e.visitor_id, coalesce(s.part, 0), e.sku
