-- kind: latest
-- key: step_id
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each thing that became of a prospect
-- owner: prospects
-- about: Prospects captured, converted, lost and taken up again, by where they came from.
-- column step_id VARCHAR: the fact, which is a step of its own
-- column fact_id VARCHAR: the fact it was read from
-- column prospect_id VARCHAR: the prospect
-- column party_id VARCHAR: the customer the fact names
-- column source VARCHAR: where they came from: form, list, chat and so on
-- column step VARCHAR: captured, converted, lost or reopened
-- column captured_at TIMESTAMP WITH TIME ZONE: when they were captured, UTC; told with capture and conversion
-- column step_at TIMESTAMP WITH TIME ZONE: when, UTC
select fact_id as step_id, fact_id, prospect_id, customer_id as party_id, source, 'captured' as step, captured_at,
       captured_at as step_at from fact."prospect.captured.v1"
union all
select fact_id, fact_id, prospect_id, customer_id, source, 'converted', captured_at, converted_at
  from fact."prospect.converted.v1"
union all
select fact_id, fact_id, prospect_id, customer_id, source, 'lost', null, lost_at from fact."prospect.lost.v1"
union all
select fact_id, fact_id, prospect_id, customer_id, source, 'reopened', null, fact_occurred_at
  from fact."prospect.reopened.v1"
