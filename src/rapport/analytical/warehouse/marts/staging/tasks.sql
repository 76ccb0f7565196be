-- kind: latest
-- key: task_id
-- newest: version, fact_id
-- forgets: party_id
-- grain: one row for each task
-- owner: timeline
-- about: What was to be done about customers, and what became of it.
-- column task_id VARCHAR: the task
-- column version BIGINT: the task's version this row tells of
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names; empty where it is about nobody
-- column about_kind VARCHAR: what kind of record it is about
-- column due_at TIMESTAMP WITH TIME ZONE: when it was to be done, UTC
-- column done_at TIMESTAMP WITH TIME ZONE: when it was done, UTC
-- column day DATE: the day it was done, UTC
-- column stands BOOLEAN: whether it was not thrown away
with told as (
    select task_id, version, fact_id, party_id, about_kind, due_at, done_at, true as stands from fact."task.created.v1"
    union all
    select task_id, version, fact_id, party_id, about_kind, due_at, done_at, true from fact."task.changed.v1"
    union all
    select task_id, version, fact_id, party_id, about_kind, due_at, done_at, true from fact."task.done.v1"
    union all
    select task_id, version, fact_id, party_id, about_kind, due_at, done_at, false from fact."task.removed.v1"
)
select task_id, version, fact_id, party_id, about_kind, due_at, done_at,
       cast(done_at at time zone 'UTC' as date) as day, stands
  from told
