-- kind: keyed
-- key: day, channel, currency
-- by: day
-- grain: one row for each day, channel and currency of what was charged
-- owner: delivery
-- about: How many messages left each day by each channel, how many failed, and what they cost.
-- column day DATE: the day their state was told last, UTC
-- column channel VARCHAR: by which way
-- column currency VARCHAR: ISO 4217 currency of the cost; empty where nothing was charged
-- column messages BIGINT: messages that left
-- column failed BIGINT: messages that failed or were refused
-- column charged BIGINT: of those that left, whose cost is known
-- column cost DECIMAL(38,6): what was charged, in major units
select day, channel, coalesce(currency, '') as currency,
       count(*) filter (where state in ('sent', 'delivered', 'read')) as messages,
       count(*) filter (where state in ('failed', 'refused')) as failed,
       count(*) filter (where state in ('sent', 'delivered', 'read') and cost is not null) as charged,
       cast(coalesce(sum(cost), 0) as decimal(38, 6)) as cost
  from deliveries group by day, channel, coalesce(currency, '')
