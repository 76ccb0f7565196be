-- kind: keyed
-- key: day, channel
-- by: day
-- grain: one row for each day and channel
-- owner: delivery
-- about: How many conversations began each day, and how well they were answered.
-- column day DATE: the day they began, UTC
-- column channel VARCHAR: by which way
-- column conversations BIGINT: conversations
-- column asked BIGINT: of those, in which a customer asked something
-- column answered BIGINT: of those, which the shop answered
-- column within_hour BIGINT: of those, within an hour
-- column minutes_to_answer DECIMAL(38,1): mean minutes until the first answer
select day, channel, count(*) as conversations, count(asked_at) as asked, count(answered_at) as answered,
       count(*) filter (where minutes_to_answer <= 60) as within_hour,
       cast(sum(minutes_to_answer) / nullif(count(minutes_to_answer), 0) as decimal(38, 1)) as minutes_to_answer
  from conversations group by day, channel
