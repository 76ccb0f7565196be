"""The set-based statements of a full counting; scores equal `rules.score_customers` on the same purchases."""

from rapport.analytical.value.contracts import PURCHASE_COLUMNS

_COLUMNS = ", ".join(f"{name} {kind}" for name, kind in PURCHASE_COLUMNS.items())
MAKE_PURCHASES = f"create temporary table worth_purchase ({_COLUMNS}) on commit drop"
_SUMMED = ("earned", "known", "goods", "shipping", "discount", "paid")
_COUNTED = ("handled", "shipped", "returns")
_SUMS = ",\n       ".join(
    f"coalesce(sum({source}){since}, 0)::bigint as {prefix}{source}"
    for prefix, since in (("", ""), ("year_", " filter (where at >= %(year)s)"))
    for source in (*(f"{name}_minor" for name in _SUMMED), *_COUNTED)
)
_SUM_UP = """
create temporary table worth_history on commit drop as
select party_id, min(at) filter (where gross_minor > 0) as first_at,
       max(at) filter (where gross_minor > 0) as last_at,
       count(*) filter (where gross_minor > 0)::integer as orders,
       sum(gross_minor)::bigint as gross_minor, sum(returned_minor)::bigint as returned_minor,
       {sums}
  from worth_purchase
 where party_id is not null
 group by party_id
"""
SUM_UP = _SUM_UP.format(sums=_SUMS)
SCORE = """
create temporary table worth_fresh on commit drop as
select *, (%(grid)s::text[])[(r - 1) * 5 + f] as segment
  from (select party_id, first_at, last_at, orders, gross_minor, returned_minor,
               ntile(5) over (order by last_at, party_id) as r,
               ntile(5) over (order by orders, gross_minor, party_id) as f,
               ntile(5) over (order by gross_minor, party_id) as m,
               row_number() over (order by gross_minor desc, party_id desc) as rank,
               (sum(gross_minor) over (order by gross_minor desc, party_id desc
                                       rows unbounded preceding))::bigint as running_minor
          from worth_history where orders > 0) scored
"""
WRITE = """
with changed as (
    select f.*
      from worth_fresh f left join customer_worth w on w.party_id = f.party_id
     where (w.first_at, w.last_at, w.orders, w.gross_minor, w.returned_minor,
            w.recency_score, w.frequency_score, w.monetary_score, w.segment)
        is distinct from
           (f.first_at, f.last_at, f.orders, f.gross_minor, f.returned_minor, f.r, f.f, f.m, f.segment)
), written as (
    insert into customer_worth (id, party_id, first_at, last_at, orders, gross_minor, returned_minor,
                                recency_score, frequency_score, monetary_score, segment, as_of)
    select uuidv7(), party_id, first_at, last_at, orders, gross_minor, returned_minor,
           r, f, m, segment, %(now)s
      from changed
        on conflict (tenant_id, party_id) do update
       set first_at = excluded.first_at, last_at = excluded.last_at, orders = excluded.orders,
           gross_minor = excluded.gross_minor, returned_minor = excluded.returned_minor,
           recency_score = excluded.recency_score, frequency_score = excluded.frequency_score,
           monetary_score = excluded.monetary_score, segment = excluded.segment, as_of = excluded.as_of
    returning party_id
)
insert into worth_changed select party_id from written
"""
MAKE_CHANGED = "create temporary table worth_changed (party_id uuid) on commit drop"
MAKE_GONE = "create temporary table worth_gone (party_id uuid) on commit drop"
FORGET = """
with gone as (
    delete from customer_worth w
     where not exists (select from worth_fresh f where f.party_id = w.party_id){which}
    returning party_id
)
insert into worth_gone select party_id from gone
"""
FORGET_ALL = FORGET.format(which="")
FORGET_SOME = FORGET.format(which=" and w.party_id = any(%(party_ids)s)")
TAKE_CHANGED = """
with taken as (
    delete from worth_changed
     where ctid = any(array(select ctid from worth_changed limit %(size)s))
    returning party_id
)
select f.party_id, f.first_at, f.last_at, f.orders, f.gross_minor, f.returned_minor, f.r, f.f, f.m
  from taken join worth_fresh f on f.party_id = taken.party_id
"""
MAKE_FRESH = """
create temporary table worth_fresh on commit drop as
select party_id, first_at, last_at, orders, gross_minor, returned_minor,
       0 as r, 0 as f, 0 as m, ''::text as segment
  from worth_history where orders > 0
"""
SET_SCORES = """
update worth_fresh fresh set r = given.r, f = given.f, m = given.m, segment = given.segment
  from unnest(%(ids)s::uuid[], %(r)s::integer[], %(f)s::integer[], %(m)s::integer[], %(segments)s::text[])
       as given (party_id, r, f, m, segment)
 where given.party_id = fresh.party_id
"""
READ_HISTORY = """
select party_id, first_at, last_at, orders, gross_minor, returned_minor from worth_history where orders > 0
"""
MEASURE = """
select count(*), coalesce(sum(gross_minor), 0)::bigint, coalesce(sum(returned_minor), 0)::bigint,
       coalesce(sum(((select count(*) from worth_fresh) + 1 - rank)::numeric * gross_minor), 0),
       coalesce(min(rank) filter (where 5 * running_minor >= 4 * (select sum(gross_minor) from worth_fresh)),
       0)
  from worth_fresh
"""
READ_RANKS = "select rank, running_minor from worth_fresh where rank = any(%(ranks)s)"
READ_CUTS = """
select distinct on (part) {columns} from (select *, {score} as part from worth_fresh) parts
 order by part, {descending}
"""
GUESTS = """
select count(*) filter (where gross_minor > 0), coalesce(sum(gross_minor), 0)::bigint,
       coalesce(sum(returned_minor), 0)::bigint
  from worth_purchase where party_id is null
"""
