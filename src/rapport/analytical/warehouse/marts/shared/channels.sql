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
-- column message_cost DECIMAL(38,6): what a message by it costs in the mean, in major units; empty where it is not known
-- column cost_currency VARCHAR: ISO 4217 currency of that, the one most messages were charged in; of equals the first
with used as (
    select channel, day, orders, cast(0 as bigint) as contacts from sales_days
    union all
    select channel, day, cast(0 as bigint), times from interaction_days
), ways as (
    select channel, sum(orders) > 0 as sells, min(day) as first_day, max(day) as last_day,
           cast(sum(orders) as bigint) as orders, cast(sum(contacts) as bigint) as contacts
      from used where channel <> '' group by channel
), charged as (
    select channel, currency, cast(sum(cost) / sum(charged) as decimal(38, 6)) as message_cost,
           row_number() over (partition by channel order by sum(charged) desc, currency) as place
      from delivery_days where charged > 0 and currency <> '' group by channel, currency
)
select w.channel, w.sells, w.first_day, w.last_day, w.orders, w.contacts, c.message_cost, c.currency as cost_currency
  from ways as w left join charged as c on c.channel = w.channel and c.place = 1
