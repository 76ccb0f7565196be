-- kind: keyed
-- key: day, channel
-- by: day
-- grain: one row for each day and channel
-- owner: mood
-- about: How customers sounded each day on each channel.
-- column day DATE: the day they wrote, UTC
-- column channel VARCHAR: by which way
-- column texts BIGINT: texts that were read
-- column happy BIGINT: of those, in which they sound happy
-- column unhappy BIGINT: of those, in which they sound unhappy
-- column score DECIMAL(38,2): mean of all, from -1 (unhappy) to 1 (happy)
select day, channel, count(*) as texts, count(*) filter (where mood = 'happy') as happy,
       count(*) filter (where mood = 'unhappy') as unhappy, cast(sum(score) / count(*) as decimal(38, 2)) as score
  from moods group by day, channel
