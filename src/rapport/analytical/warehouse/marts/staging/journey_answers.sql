-- kind: latest
-- key: delivery_id, what, url, machine
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each message of a journey and thing done with it
-- owner: journeys
-- about: What people did with messages of journeys: opened them, followed a link; the first time counts.
-- column delivery_id VARCHAR: the delivery of the message
-- column what VARCHAR: open or click
-- column url VARCHAR: where the link leads; empty for an open
-- column machine BOOLEAN: whether it was probably a program
-- column fact_id VARCHAR: the fact it was read from
-- column journey_id VARCHAR: the journey
-- column party_id VARCHAR: the customer the fact names
-- column happened_at TIMESTAMP WITH TIME ZONE: when, UTC
-- column day DATE: that day, UTC
select delivery_id, what, url, machine, fact_id, journey_id, customer_id as party_id, "at" as happened_at,
       cast("at" at time zone 'UTC' as date) as day
  from fact."journey.answered.v1"
