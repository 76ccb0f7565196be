-- kind: whole
-- key: currency
-- grain: one row for each currency orders were paid in
-- owner: warehouse
-- about: The currencies the shop took.
-- column currency VARCHAR: ISO 4217 code
-- column orders BIGINT: orders that stand
-- column first_day DATE: the first day it was taken, UTC
-- column last_day DATE: the newest day it was taken, UTC
-- gap rate S5: what it is worth in the shop's own currency, day by day; rates are no facts yet
select currency, cast(sum(orders) as bigint) as orders, min(day) as first_day, max(day) as last_day
  from sales_days where currency <> '' group by currency
