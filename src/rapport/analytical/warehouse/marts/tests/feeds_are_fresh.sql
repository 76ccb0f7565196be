-- of: feed_days
-- blocks: no
-- tells: yes
-- about: Orders and visitors still come as they used to: neither has been silent for more than twice the longest pause, and two days.
with known as (
    select feed, day, lag(day) over (partition by feed order by day) as before
      from feed_days where day >= current_date - 90
), summed as (
    select feed, count(*) as days, max(day) as last_day, max(date_diff('day', before, day)) as longest
      from known group by feed
)
select feed, last_day, longest from summed
 where days >= 14 and date_diff('day', last_day, current_date) > 2 + 2 * longest
