-- kind: keyed
-- key: product_id
-- by: product_id
-- grain: one row for each product
-- owner: products
-- about: The life of each product: when each stage began, how its price went.
-- column product_id VARCHAR: the product
-- column sku VARCHAR: the number it is sold under now
-- column stage VARCHAR: its stage now
-- column stage_since TIMESTAMP WITH TIME ZONE: since when, UTC
-- column designed_at TIMESTAMP WITH TIME ZONE: when it was first in design, UTC
-- column launched_at TIMESTAMP WITH TIME ZONE: when it was first launched, UTC
-- column grew_at TIMESTAMP WITH TIME ZONE: when it was first growing, UTC
-- column matured_at TIMESTAMP WITH TIME ZONE: when it was first mature, UTC
-- column declined_at TIMESTAMP WITH TIME ZONE: when it first declined, UTC
-- column retired_at TIMESTAMP WITH TIME ZONE: when it was first retired, UTC
-- column changes BIGINT: how often it was changed
-- column first_price DECIMAL(20,6): the first price, in major units of its currency then
-- column price DECIMAL(20,6): the price now
-- column prices BIGINT: how many different prices it had
-- gap review P4: reviews and approvals on the way to launch
-- gap manufacture P5: manufacture, purchase and what it cost
with told as (
    select *, lag(stage) over w as stage_before, row_number() over w as nth,
           row_number() over (partition by product_id order by version desc) as from_last
      from product_states window w as (partition by product_id order by version)
), turns as (
    select product_id, max(told_at) as since from told where stage_before is null or stage_before <> stage
     group by product_id
)
select t.product_id, max(t.sku) filter (where t.from_last = 1) as sku,
       max(t.stage) filter (where t.from_last = 1) as stage, max(u.since) as stage_since,
       min(t.told_at) filter (where t.stage = 'design') as designed_at,
       min(t.told_at) filter (where t.stage = 'launch') as launched_at,
       min(t.told_at) filter (where t.stage = 'growth') as grew_at,
       min(t.told_at) filter (where t.stage = 'mature') as matured_at,
       min(t.told_at) filter (where t.stage = 'decline') as declined_at,
       min(t.told_at) filter (where t.stage = 'retired') as retired_at,
       count(*) - 1 as changes, max(t.unit_price) filter (where t.nth = 1) as first_price,
       max(t.unit_price) filter (where t.from_last = 1) as price, count(distinct t.unit_price) as prices
  from told as t join turns as u on u.product_id = t.product_id
 group by t.product_id
