"""The set-based statements around a fit: what each customer bought until two days, and what lies ahead."""

SET_UP_READING = """
create temporary table worth_day on commit drop as
select party_id, (at at time zone %(zone)s)::date - date '2000-01-01' as day, sum(gross_minor) as gross_minor
  from worth_purchase
 where party_id is not null and gross_minor > 0 and at <= %(now)s
 group by 1, 2
"""
SPAN = "select min(day), max(day) from worth_day"
SUM_UP = """
create temporary table worth_buying on commit drop as
with known as (
    select party_id, min(day) as first, max(day) as last, count(*)::integer as days,
           sum(gross_minor) as gross, (array_agg(gross_minor order by day))[1] as first_gross,
           coalesce(max(day) filter (where day <= %(cut)s), min(day)) as cut_last,
           (count(*) filter (where day <= %(cut)s))::integer as cut_days,
           coalesce(sum(gross_minor) filter (where day <= %(cut)s), 0) as cut_gross
      from worth_day group by party_id
)
select party_id, first, last, days, (gross - first_gross)::bigint as later_minor,
       cut_last, cut_days, greatest(cut_gross - first_gross, 0)::bigint as cut_later_minor,
       (gross - cut_gross)::bigint as after_minor,
       coalesce(w.ahead_minor, -1) as told_minor, coalesce(w.alive, -1) as told_alive
  from known left join customer_worth w using (party_id)
"""
READ = """
select party_id, first, last, days, later_minor, cut_last, cut_days, cut_later_minor, after_minor,
       told_minor, told_alive
  from worth_buying
 order by party_id
"""
MAKE_AHEAD = """
create temporary table worth_ahead (
    party_id uuid, alive double precision, orders_ahead double precision, ahead_minor bigint,
    ahead_low_minor bigint, ahead_high_minor bigint, lifetime_minor bigint
) on commit drop
"""
WRITE = """
update customer_worth w
   set alive = a.alive, orders_ahead = a.orders_ahead, ahead_minor = a.ahead_minor,
       ahead_low_minor = a.ahead_low_minor, ahead_high_minor = a.ahead_high_minor,
       lifetime_minor = a.lifetime_minor
  from worth_ahead a
 where a.party_id = w.party_id
   and (w.alive, w.orders_ahead, w.ahead_minor, w.ahead_low_minor, w.ahead_high_minor, w.lifetime_minor)
       is distinct from
       (a.alive, a.orders_ahead, a.ahead_minor, a.ahead_low_minor, a.ahead_high_minor, a.lifetime_minor)
"""
FORGET = """
update customer_worth
   set alive = null, orders_ahead = null, ahead_minor = null, ahead_low_minor = null,
       ahead_high_minor = null, lifetime_minor = null
 where alive is not null
returning party_id
"""
