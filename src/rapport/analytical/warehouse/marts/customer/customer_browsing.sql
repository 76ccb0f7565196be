-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: identities
-- grain: one row for each customer who was seen in the shop
-- owner: customers
-- about: How each customer browses the shop. Visits before they said who they are come along; merges are honoured.
-- column customer_id VARCHAR: the customer
-- column devices BIGINT: visitors that are this customer: browsers, apps
-- column visits BIGINT: visits of the shop
-- column days BIGINT: days with a visit, UTC
-- column first_at TIMESTAMP WITH TIME ZONE: the first time they were seen, UTC
-- column last_at TIMESTAMP WITH TIME ZONE: the last time they were seen, UTC
-- column minutes DECIMAL(38,1): minutes from first to last event of a visit, all visits together
-- column pages BIGINT: pages seen, those of products included
-- column products BIGINT: times a product was looked at
-- column searches BIGINT: searches
-- column carts BIGINT: times the cart was filled or changed
-- column checkouts BIGINT: times the till was gone to
-- column orders BIGINT: orders told by the shop's pages
-- column sku VARCHAR: what was looked at most; of equals the first by name
-- column sku_views BIGINT: how often
-- column category VARCHAR: the category looked at most; of equals the first by name
-- column referrer VARCHAR: the site most visits came from; of equals the first by name
-- column from_campaigns BIGINT: visits that began in a message of a campaign
-- gap devices_by_kind B4: telephone, tablet or desk; the tracker does not tell yet
with seen as (
    select coalesce(i.customer_id, v.party_id) as customer_id, v.visitor_id, v.day, v.started_at, v.ended_at, v.pages,
           v.products, v.searches, v.carts, v.checkouts, v.orders, v.referrer
      from visits as v left join identities as i on i.party_id = v.party_id
     where v.party_id is not null
), viewed as (
    select coalesce(i.customer_id, p.party_id) as customer_id, p.sku, p.category, p.views
      from product_views as p left join identities as i on i.party_id = p.party_id
     where p.party_id is not null and p.views > 0
), summed as (
    select customer_id, count(distinct visitor_id) as devices, count(*) as visits, count(distinct day) as days,
           min(started_at) as first_at, max(ended_at) as last_at,
           cast(round(cast(sum(date_diff('second', started_at, ended_at)) as decimal(38, 4)) / 60, 1) as decimal(38, 1))
               as minutes,
           cast(sum(pages) as bigint) as pages, cast(sum(products) as bigint) as products,
           cast(sum(searches) as bigint) as searches, cast(sum(carts) as bigint) as carts,
           cast(sum(checkouts) as bigint) as checkouts, cast(sum(orders) as bigint) as orders
      from seen group by customer_id
), goods as (
    select customer_id, sku, cast(sum(views) as bigint) as views,
           row_number() over (partition by customer_id order by sum(views) desc, sku) as place
      from viewed group by customer_id, sku
), kinds as (
    select customer_id, category,
           row_number() over (partition by customer_id order by sum(views) desc, category) as place
      from viewed where category is not null group by customer_id, category
), brought as (
    select customer_id, count(*) as visits from campaign_visits group by customer_id
), ways as (
    select customer_id, referrer,
           row_number() over (partition by customer_id order by count(*) desc, referrer) as place
      from seen where referrer is not null group by customer_id, referrer
)
select s.customer_id, s.devices, s.visits, s.days, s.first_at, s.last_at, s.minutes, s.pages, s.products, s.searches,
       s.carts, s.checkouts, s.orders, g.sku, g.views as sku_views, k.category, w.referrer,
       coalesce(b.visits, 0) as from_campaigns
  from summed as s
  left join goods as g on g.customer_id = s.customer_id and g.place = 1
  left join kinds as k on k.customer_id = s.customer_id and k.place = 1
  left join ways as w on w.customer_id = s.customer_id and w.place = 1
  left join brought as b on b.customer_id = s.customer_id
