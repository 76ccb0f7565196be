-- kind: latest
-- key: delivery_id
-- newest: happened_at, fact_id
-- forgets: party_id
-- grain: one row for each message that was to be carried
-- owner: delivery
-- about: How far each message to a customer came, and what it cost.
-- column delivery_id VARCHAR: the delivery
-- column fact_id VARCHAR: the fact it was read from
-- column message_id VARCHAR: the message
-- column campaign_id VARCHAR: the campaign, or whatever else it was written for together with others
-- column party_id VARCHAR: the customer the fact names; empty for nobody known
-- column channel VARCHAR: by which way
-- column state VARCHAR: sent, delivered, read, failed, refused or uncertain
-- column units BIGINT: parts it was charged as
-- column cost DECIMAL(20,6): what was charged, in major units; empty where it is not known
-- column currency VARCHAR: ISO 4217 currency of the cost
-- column happened_at TIMESTAMP WITH TIME ZONE: when it came so far, UTC
-- column day DATE: that day, UTC
select delivery_id, fact_id, message_id, group_id as campaign_id, customer_id as party_id, channel, state, units,
       cast(nullif(cost, '') as decimal(20, 6)) as cost, currency, "at" as happened_at,
       cast("at" at time zone 'UTC' as date) as day
  from fact."delivery.settled.v1"
