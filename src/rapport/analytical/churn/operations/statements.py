"""The set-based statements of reading purchases as they were known, and of writing risks."""

MAKE_TOLD = """
create temporary table churn_told (
    party_id uuid, order_id uuid, at timestamptz, known_at timestamptz, gross_minor bigint,
    returned_minor bigint
) on commit drop
"""
SPAN = """
select min(at), max(at) from churn_told where gross_minor > 0 and known_at <= %(now)s and at <= %(now)s
"""
GAPS = """
with day as (
    select distinct party_id, (at at time zone %(zone)s)::date as day
      from churn_told where gross_minor > 0 and known_at <= %(now)s and at <= %(now)s
), spaced as (
    select day - lag(day) over (partition by party_id order by day) as gap from day
)
select count(gap), percentile_disc(%(share)s) within group (order by gap) from spaced where gap is not null
"""
# One row a customer who had bought by the cut, from what was recorded by the cut. `stayed` looks from the cut
# to `until`, with everything known today: 0 for who bought nothing, -1 where that is not asked.
MEASURE = """
create temporary table churn_measure on commit drop as
with known as (
    select party_id, order_id, min(at) as at, sum(gross_minor) as gross, sum(returned_minor) as back
      from churn_told where at <= %(cut)s and known_at <= %(cut)s group by party_id, order_id
), back as (
    select party_id, sum(back) as back from known group by party_id
), day as (
    select party_id, (at at time zone %(zone)s)::date as day, sum(gross) as gross
      from known where gross > 0 group by 1, 2
), spaced as (
    select *, day - lag(day) over (partition by party_id order by day) as gap from day
), later as (
    select distinct party_id
      from (select party_id, order_id, min(at) as at, sum(gross_minor) as gross
              from churn_told where known_at <= %(now)s group by party_id, order_id) as today
     where gross > 0 and at > %(cut)s and at <= %(until)s::timestamptz
)
select s.party_id, %(day)s::date - min(s.day) as since, %(day)s::date - max(s.day) as silent,
       count(*)::integer as days, coalesce(max(s.gap), 0) as longest,
       (count(*) filter (where s.day > %(day)s::date - %(horizon)s))::integer as recent,
       (count(*) filter (where s.day <= %(day)s::date - %(horizon)s
                           and s.day > %(day)s::date - 2 * %(horizon)s))::integer as before,
       sum(s.gross)::bigint as gross_minor, min(b.back)::bigint as returned_minor,
       case when %(until)s::timestamptz is null then -1
            else max((l.party_id is not null)::integer) end as stayed
  from spaced s join back b on b.party_id = s.party_id left join later l on l.party_id = s.party_id
 group by s.party_id
"""
READ = """
select party_id, since, silent, days, longest, recent, before, gross_minor, returned_minor, stayed
  from churn_measure order by party_id
"""
MAKE_EXPECTED = "create temporary table churn_expected (party_id uuid, ahead_minor bigint) on commit drop"
MAKE_SCORED = """
create temporary table churn_scored (
    party_id uuid, risk double precision, since integer, silent integer, days integer, longest integer,
    recent integer, before integer, gross_minor bigint, returned_minor bigint, by_silence double precision,
    by_habit double precision, by_trend double precision, by_money double precision,
    by_returns double precision
) on commit drop
"""
# Whose risk, in steps of five percent, is another than was told: their pages hear of it. Who bought nothing
# for too long, or nothing at all any more, has no risk: that is taken back.
NEWS = """
select s.party_id from churn_scored s left join customer_risk r using (party_id)
 where round((s.risk * 20)::numeric) is distinct from round((r.risk * 20)::numeric)
 order by s.party_id
"""
FORGET = """
delete from customer_risk r where not exists (select from churn_scored s where s.party_id = r.party_id)
returning party_id
"""
WRITE = """
insert into customer_risk (id, party_id, model_id, as_of, risk, at_stake_minor, since, silent, days, longest,
                           recent, before, gross_minor, returned_minor, by_silence, by_habit, by_trend,
                           by_money, by_returns)
select uuidv7(), s.party_id, %(model)s, %(as_of)s, s.risk, round((s.risk * e.ahead_minor)::numeric)::bigint,
       s.since, s.silent, s.days, s.longest, s.recent, s.before, s.gross_minor, s.returned_minor,
       s.by_silence, s.by_habit, s.by_trend, s.by_money, s.by_returns
  from churn_scored s left join churn_expected e using (party_id)
    on conflict (tenant_id, party_id) do update
   set model_id = excluded.model_id, as_of = excluded.as_of, risk = excluded.risk,
       at_stake_minor = excluded.at_stake_minor, since = excluded.since, silent = excluded.silent,
       days = excluded.days, longest = excluded.longest, recent = excluded.recent, before = excluded.before,
       gross_minor = excluded.gross_minor, returned_minor = excluded.returned_minor,
       by_silence = excluded.by_silence, by_habit = excluded.by_habit, by_trend = excluded.by_trend,
       by_money = excluded.by_money, by_returns = excluded.by_returns
"""
# What each of two groups did between two moments: one row a group, treated first.
OUTCOMES = """
with member as (
    select unnest(%(treated)s::uuid[]) as party_id, true as treated
     union all
    select unnest(%(untreated)s::uuid[]), false
), spent as (
    select party_id, sum(gross) as gross
      from (select party_id, order_id, min(at) as at, sum(gross_minor) as gross
              from churn_told where known_at <= %(now)s group by party_id, order_id) as today
     where gross > 0 and at > %(since)s and at <= %(until)s
     group by party_id
)
select m.treated, count(*), count(s.gross), coalesce(sum(s.gross), 0)::float8,
       coalesce(sum(s.gross::float8 ^ 2), 0)
  from member m left join spent s on s.party_id = m.party_id
 group by m.treated order by m.treated desc
"""
