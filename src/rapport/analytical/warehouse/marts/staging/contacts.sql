-- kind: latest
-- key: touch_id
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each contact somebody wrote down
-- owner: timeline
-- about: Calls, meetings, letters and visits with customers.
-- column touch_id VARCHAR: the contact
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names
-- column kind VARCHAR: call, meeting, letter or visit
-- column direction VARCHAR: in or out
-- column happened_at TIMESTAMP WITH TIME ZONE: when it happened, UTC
-- column day DATE: that day, UTC
select touch_id, fact_id, customer_id as party_id, kind, direction, "at" as happened_at,
       cast("at" at time zone 'UTC' as date) as day
  from fact."contact.logged.v1"
