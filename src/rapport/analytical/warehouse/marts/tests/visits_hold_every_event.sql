-- of: events, visits
-- by: visitor_id
-- about: No page a visitor saw and no cart is lost or counted twice in their visits.
select e.visitor_id, e.pages, v.pages as visits_pages, e.carts, v.carts as visits_carts
  from (select visitor_id, count(*) filter (where event in ('page', 'product')) as pages,
               count(*) filter (where event = 'cart') as carts
          from events group by visitor_id) as e
  full join (select visitor_id, sum(pages) as pages, sum(carts) as carts from visits group by visitor_id) as v
    on v.visitor_id = e.visitor_id
 where e.pages is distinct from v.pages or e.carts is distinct from v.carts
