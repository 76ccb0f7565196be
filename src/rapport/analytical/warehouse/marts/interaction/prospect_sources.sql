-- kind: keyed
-- key: source
-- by: source
-- grain: one row for each place prospects came from
-- owner: prospects
-- about: What each source of prospects brought: how many became customers, how many were lost, how long it took.
-- column source VARCHAR: where they came from
-- column captured BIGINT: prospects
-- column converted BIGINT: of those, who became customers and still are
-- column lost BIGINT: of those, who are given up
-- column converted_share DECIMAL(9,4): of a prospect, how much became a customer
-- column days_to_convert DECIMAL(38,1): mean days from capture to customer
-- gap cost M6: what the list cost, and what came back
-- gap forecast S3: what is to be expected of those who are open
with ordered as (
    select *, row_number() over (partition by source, prospect_id order by step_at desc, step_id desc) as place
      from prospect_steps
), ends as (
    select source, prospect_id, max(step) filter (where place = 1) as last_step,
           max(date_diff('second', captured_at, step_at)) filter (where step = 'converted' and place = 1) as seconds
      from ordered group by source, prospect_id
)
select source, count(*) as captured, count(*) filter (where last_step = 'converted') as converted,
       count(*) filter (where last_step = 'lost') as lost,
       cast(cast(count(*) filter (where last_step = 'converted') as double) / cast(count(*) as double) as decimal(9, 4))
           as converted_share,
       cast(cast(sum(seconds) as double) / 86400 / nullif(count(seconds), 0) as decimal(38, 1)) as days_to_convert
  from ends group by source
