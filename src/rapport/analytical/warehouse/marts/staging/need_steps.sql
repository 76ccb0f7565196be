-- kind: latest
-- key: need_id, version
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each step of an urgent need
-- owner: accounts
-- about: Urgent needs of key accounts: raised, escalated, taken care of, over.
-- column need_id VARCHAR: the need
-- column version BIGINT: the need's version
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names
-- column level VARCHAR: the level of service they have
-- column step VARCHAR: raised, escalated, acknowledged or resolved
-- column step_at TIMESTAMP WITH TIME ZONE: when, UTC
-- column outcome VARCHAR: how it ended
select need_id, version, fact_id, customer_id as party_id, level, 'raised' as step, raised_at as step_at, '' as outcome
  from fact."need.raised.v1"
union all
select need_id, version, fact_id, customer_id, level, 'escalated', fact_occurred_at, '' from fact."need.escalated.v1"
union all
select need_id, version, fact_id, customer_id, level, 'acknowledged', acknowledged_at, ''
  from fact."need.acknowledged.v1"
union all
select need_id, version, fact_id, customer_id, level, 'resolved', resolved_at, outcome from fact."need.resolved.v1"
