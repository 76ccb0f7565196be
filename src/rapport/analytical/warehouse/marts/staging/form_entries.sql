-- kind: latest
-- key: entry_id
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each entry of a form
-- owner: forms
-- about: Forms customers filled in, and what became of them.
-- column entry_id VARCHAR: the entry
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names
-- column form_id VARCHAR: the form
-- column outcome VARCHAR: created, updated or unchanged
-- column happened_at TIMESTAMP WITH TIME ZONE: when it came in, UTC
-- column day DATE: that day, UTC
select entry_id, fact_id, customer_id as party_id, form_id, outcome, received_at as happened_at,
       cast(received_at at time zone 'UTC' as date) as day
  from fact."form.submitted.v1"
