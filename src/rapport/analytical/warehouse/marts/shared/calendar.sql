-- kind: whole
-- key: day
-- grain: one row for each day of every year that holds a sale, a contact or a holiday
-- owner: warehouse
-- about: The days, with the shop's own holidays.
-- column day DATE: the day
-- column year BIGINT: the year
-- column quarter BIGINT: the quarter, 1 to 4
-- column month BIGINT: the month, 1 to 12
-- column week BIGINT: the week of ISO 8601, 1 to 53
-- column weekday BIGINT: the day of the week, 1 is Monday
-- column weekend BOOLEAN: whether it is a Saturday or Sunday
-- column holiday BOOLEAN: whether the shop does not work then
with holidays as (
    select distinct cast(word as date) as day
      from (select unnest(regexp_extract_all(chosen, '[0-9]{4}-[0-9]{2}-[0-9]{2}')) as word
              from choices where setting = 'accounts.holidays') as words
), ends as (
    select min(day) as first_day, max(day) as last_day
      from (select day from sales_days union all select day from interaction_days union all select day from holidays) as known
), days as (
    select cast(moment as date) as day
      from (select unnest(generate_series(cast(date_trunc('year', first_day) as date),
                                          cast(date_trunc('year', last_day) as date) + interval 1 year - interval 1 day,
                                          interval 1 day)) as moment
              from ends where first_day is not null) as moments
)
select d.day, cast(year(d.day) as bigint) as year, cast(quarter(d.day) as bigint) as quarter,
       cast(month(d.day) as bigint) as month, cast(week(d.day) as bigint) as week,
       cast(isodow(d.day) as bigint) as weekday, isodow(d.day) >= 6 as weekend, h.day is not null as holiday
  from days as d left join holidays as h on h.day = d.day
