-- kind: keyed
-- key: order_id, line_id
-- by: product_id
-- grain: one row for each line of an order whose cost is known in the order's currency
-- owner: products
-- about: What the goods of each line cost on the day of the order. The first cost known also stands for the days before it.
-- column order_id VARCHAR: the order
-- column line_id VARCHAR: the line
-- column product_id VARCHAR: the product
-- column party_id VARCHAR: the customer the order names; empty for a guest
-- column sku VARCHAR: the product, as the order names it
-- column day DATE: the day the order was placed, UTC
-- column currency VARCHAR: ISO 4217 currency of the sums
-- column total_minor BIGINT: what was paid for them, in minor units
-- column cost_minor BIGINT: what they cost, in minor units, half to even
with held as (
    select product_id, since, cost, currency, row_number() over w as nth, lead(since) over w as until
      from product_costs window w as (partition by product_id order by since)
), met as (
    select l.order_id, l.line_id, l.product_id, l.party_id, l.sku, l.day, l.currency, l.total_minor,
           try_cast(h.cost as decimal(16, 6)) * try_cast(l.pieces as decimal(15, 4))
           * cast(case when l.currency in (
                           'ADP', 'AFN', 'ALL', 'BIF', 'BYR', 'CLP', 'DJF', 'ESP', 'GNF', 'IQD', 'IRR', 'ISK', 'ITL',
                           'JPY', 'KMF', 'KPW', 'KRW', 'LAK', 'LBP', 'LUF', 'MGA', 'MGF', 'MMK', 'MRO', 'PYG', 'RSD',
                           'RWF', 'SLL', 'SOS', 'STD', 'SYP', 'TMM', 'TRL', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF',
                           'XPF', 'YER', 'ZMK', 'ZWD') then 1
                       when l.currency in ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 1000
                       when l.currency in ('CLF', 'UYW') then 10000
                       else 100 end as decimal(5, 0)) as exact
      from order_lines as l
      join held as h on h.product_id = l.product_id and h.currency = l.currency
                    and (h.nth = 1 or l.day >= h.since) and (h.until is null or l.day < h.until)
), rounded as (
    select *, try_cast(round(exact) as bigint) as nearest, exact - floor(exact) = 0.5 as halved from met
)
select order_id, line_id, product_id, party_id, sku, day, currency, total_minor,
       case when halved and nearest % 2 <> 0 then nearest - case when exact < 0 then -1 else 1 end
            else nearest end as cost_minor
  from rounded where nearest is not null
