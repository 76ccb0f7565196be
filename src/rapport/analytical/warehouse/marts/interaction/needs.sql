-- kind: keyed
-- key: need_id
-- by: need_id
-- grain: one row for each urgent need of a key account
-- owner: accounts
-- about: Urgent needs, and how fast somebody took care of them.
-- column need_id VARCHAR: the need
-- column party_id VARCHAR: the customer the fact names
-- column level VARCHAR: the level of service they have
-- column raised_at TIMESTAMP WITH TIME ZONE: when it was raised, UTC
-- column acknowledged_at TIMESTAMP WITH TIME ZONE: when somebody took care of it, UTC
-- column resolved_at TIMESTAMP WITH TIME ZONE: when it was over, UTC
-- column day DATE: the day it was raised, UTC
-- column escalations BIGINT: how often nobody answered in time
-- column minutes_to_answer DECIMAL(18,1): minutes until somebody took care of it
-- column minutes_to_end DECIMAL(18,1): minutes until it was over
-- column outcome VARCHAR: how it ended
with told as (
    select need_id, max(party_id) as party_id, max(level) as level, min(step_at) filter (where step = 'raised') as raised_at,
           min(step_at) filter (where step = 'acknowledged') as acknowledged_at,
           max(step_at) filter (where step = 'resolved') as resolved_at, count(*) filter (where step = 'escalated') as escalations,
           max(outcome) as outcome
      from need_steps group by need_id
)
select need_id, party_id, level, raised_at, acknowledged_at, resolved_at,
       cast(raised_at at time zone 'UTC' as date) as day, escalations,
       cast(cast(date_diff('second', raised_at, acknowledged_at) as decimal(18, 4)) / 60 as decimal(18, 1)) as minutes_to_answer,
       cast(cast(date_diff('second', raised_at, resolved_at) as decimal(18, 4)) / 60 as decimal(18, 1)) as minutes_to_end,
       outcome
  from told
