"""The set-based statements around a run."""

MAKE_DEMAND = """
create temporary table forecast_demand (
    order_id uuid, at timestamptz, product_id uuid, pieces double precision, gross_minor bigint
) on commit drop
"""
MAKE_SOLD = """
create temporary table forecast_sold on commit drop as
select (at at time zone %(zone)s)::date - date '2000-01-01' as day, order_id, product_id, pieces, gross_minor
  from forecast_demand
 where at < %(today)s
"""
COUNT_FUTURE = "select count(*) from forecast_demand where at > %(now)s"
READ_DAYS = """
select day, count(distinct order_id) as orders, sum(pieces) as units, sum(gross_minor)::bigint as revenue
  from forecast_sold
 group by day
 order by day
"""
MAKE_PRODUCTS = """
create temporary table forecast_product (product_id uuid, category_id uuid) on commit drop
"""
READ_WEEKS = """
select s.product_id, (s.day - 2) / 7 as week,
       coalesce(p.category_id, '00000000-0000-0000-0000-000000000000') as category_id,
       sum(s.pieces) as units, sum(s.gross_minor)::bigint as revenue
  from forecast_sold s left join forecast_product p using (product_id)
 where s.product_id is not null
 group by 1, 2, 3
 union all
select '00000000-0000-0000-0000-000000000000', (day - 2) / 7, '00000000-0000-0000-0000-000000000000',
       sum(pieces), sum(gross_minor)::bigint
  from forecast_sold
 where product_id is null
 group by 2
 order by 1, 2
"""
MAKE_CONTACTS = """
create temporary table forecast_contacts on commit drop as
select channel, (dense_rank() over (order by channel) - 1)::integer as place,
       day - date '2000-01-01' as day, contacts
  from forecast_contact_day
 where day < %(today)s
"""
NAME_CHANNELS = "select distinct place, channel from forecast_contacts order by place"
READ_CONTACTS = "select place, day, contacts from forecast_contacts order by place, day"
MAKE_POINTS = """
create temporary table forecast_fresh (
    series_id uuid, day integer, point double precision, low double precision, high double precision
) on commit drop
"""
WRITE_POINTS = """
insert into forecast_point (id, series_id, day, point, low, high, said_on)
select uuidv7(), series_id, date '2000-01-01' + day, point, low, high, %(said_on)s
  from forecast_fresh
    on conflict (tenant_id, series_id, day) do update
   set point = excluded.point, low = excluded.low, high = excluded.high, said_on = excluded.said_on
 where forecast_point.actual is null
"""
MAKE_CAME = """
create temporary table forecast_came (series_id uuid, day integer, actual double precision) on commit drop
"""
JUDGE = """
update forecast_point p set actual = c.actual
  from forecast_came c
 where p.series_id = c.series_id and p.day = date '2000-01-01' + c.day
   and p.actual is distinct from c.actual
returning p.series_id, p.day, old.actual is null
"""
FORGET_OLD = "delete from forecast_point where day < %(before)s"
FORGET_UNSAID = """
delete from forecast_point p using forecast_series s
 where s.id = p.series_id and s.refusal <> '' and p.actual is null
"""
