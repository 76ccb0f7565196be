-- kind: whole
-- key: channel
-- grain: one row for each way customers and shop ever met by
-- owner: warehouse
-- about: The channels, as sales and contacts name them.
-- column channel VARCHAR: the channel
-- column sells BOOLEAN: whether orders came by it
-- column first_day DATE: the first day it was used, UTC
-- column last_day DATE: the newest day it was used, UTC
-- column orders BIGINT: orders that came by it and stand
-- column contacts BIGINT: contacts by it
-- gap cost X5: what a message by it costs
with used as (
    select channel, day, orders, cast(0 as bigint) as contacts from sales_days
    union all
    select channel, day, cast(0 as bigint), times from interaction_days
)
select channel, sum(orders) > 0 as sells, min(day) as first_day, max(day) as last_day,
       cast(sum(orders) as bigint) as orders, cast(sum(contacts) as bigint) as contacts
  from used where channel <> '' group by channel
