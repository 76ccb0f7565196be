-- kind: keyed
-- key: feed, day
-- by: day
-- grain: one row for each feed and day on which it brought something
-- owner: warehouse
-- about: On which days orders were placed and visitors came: what was regular and fell silent is found by it.
-- column feed VARCHAR: orders or events
-- column day DATE: the day, UTC
-- column times BIGINT: how many that day
select 'orders' as feed, day, count(*) as times from orders where day is not null group by day
union all
select 'events', day, count(*) from events where day is not null group by day
