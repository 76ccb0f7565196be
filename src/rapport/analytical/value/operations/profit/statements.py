"""The set-based statements of profit; figures equal `rules.profit` over the same purchases and costs."""

from rapport.analytical.value.contracts.costs import COST_COLUMNS

TABLES = ("worth_cost", "worth_profit", "worth_profit_changed")
_COLUMNS = ", ".join(f"{name} {kind}" for name, kind in COST_COLUMNS.items())
MAKE_COSTS = f"create temporary table worth_cost ({_COLUMNS}) on commit drop"
MAKE_CHANGED = "create temporary table worth_profit_changed (party_id uuid) on commit drop"
MONEY = ("earned", "known", "goods", "shipping", "discount")
PERIODS = ("", "year_")
FIGURES = tuple(f"{period}{name}_minor" for period in PERIODS for name in (*MONEY, "serving", "profit"))
_BY_ORDERS = {"order": "handled", "shipping": "shipped", "return": "returns", "payment": "paid_minor"}


def _price_orders(period: str) -> str:
    """Write what the orders of a period cost to serve, each kind rounded once a customer."""
    return ", ".join(
        f"coalesce(round({period}{units} * %(price_{kind})s), 0)::bigint as {period}{kind}"
        for kind, units in _BY_ORDERS.items()
    )


def _assemble(period: str) -> str:
    money = ", ".join(f"coalesce(o.{period}{name}_minor, 0) as {period}{name}_minor" for name in MONEY)
    orders = " + ".join(f"coalesce(o.{period}{kind}, 0)" for kind in _BY_ORDERS)
    return f"{money}, {orders} + coalesce(t.{period}minor, 0) as {period}serving_minor"


def _profit(period: str) -> str:
    return f"""case when {period}known_minor = 0 and {period}earned_minor <> 0 then null
            else {period}known_minor - {period}goods_minor + {period}shipping_minor - {period}serving_minor
       end as {period}profit_minor"""


_PROFIT = """
create temporary table worth_profit on commit drop as
with price as (
    select * from unnest(%(kinds)s::text[], %(prices)s::numeric[]) as p(kind, price)
), kind_sum as (
    select party_id, kind,
           (coalesce(sum(charged_minor), 0) + round(coalesce(sum(units), 0) * coalesce(price, 0)))::bigint
               as minor,
           (coalesce(sum(charged_minor) filter (where month >= %(year_month)s), 0)
            + round(coalesce(sum(units) filter (where month >= %(year_month)s), 0) * coalesce(price, 0))
           )::bigint as year_minor
      from worth_cost left join price using (kind)
     where party_id is not null
     group by party_id, kind, price
), touched as (
    select party_id, sum(minor)::bigint as minor, sum(year_minor)::bigint as year_minor,
           jsonb_object_agg(kind, minor) filter (where minor <> 0) as kinds
      from kind_sum group by party_id
), ordered as (
    select *, {priced} from worth_history
), figure as (
    select coalesce(o.party_id, t.party_id) as party_id, {assembled},
           jsonb_strip_nulls(jsonb_build_object({kinds})) || coalesce(t.kinds, '{{}}') as serving
      from ordered o full join touched t on t.party_id = o.party_id
)
select *, {profits}
  from figure
 where known_minor <> 0 or goods_minor <> 0 or serving_minor <> 0
"""
PROFIT = _PROFIT.format(
    priced=", ".join(map(_price_orders, PERIODS)),
    assembled=", ".join(map(_assemble, PERIODS)),
    kinds=", ".join(f"'{kind}', nullif(o.{kind}, 0)" for kind in _BY_ORDERS),
    profits=", ".join(map(_profit, PERIODS)),
)
_WRITTEN = (*FIGURES, "serving")
_WRITE = """
with changed as (
    select n.* from worth_profit n left join customer_profit c on c.party_id = n.party_id
     where c.party_id is null or ({old}) is distinct from ({new})
), written as (
    insert into customer_profit (id, party_id, as_of, {names})
    select uuidv7(), party_id, %(now)s, {names} from changed
        on conflict (tenant_id, party_id) do update set {assigned}
    returning party_id
)
insert into worth_profit_changed select party_id from written
"""
WRITE = _WRITE.format(
    names=", ".join(_WRITTEN),
    old=", ".join(f"c.{name}" for name in _WRITTEN),
    new=", ".join(f"n.{name}" for name in _WRITTEN),
    assigned=", ".join(f"{name} = excluded.{name}" for name in (*_WRITTEN, "as_of")),
)
_FORGET = """
with gone as (
    delete from customer_profit c
     where not exists (select from worth_profit n where n.party_id = c.party_id){which}
    returning party_id
)
insert into worth_profit_changed select party_id from gone
"""
FORGET_ALL = _FORGET.format(which="")
FORGET_SOME = _FORGET.format(which=" and c.party_id = any(%(party_ids)s)")
TAKE_CHANGED = """
with taken as (
    delete from worth_profit_changed
     where ctid = any(array(select ctid from worth_profit_changed limit %(size)s))
    returning party_id
)
select taken.party_id, n.profit_minor, n.year_profit_minor, coalesce(n.earned_minor, 0),
       coalesce(n.known_minor, 0), coalesce(n.goods_minor, 0), coalesce(n.serving_minor, 0)
  from taken left join worth_profit n on n.party_id = taken.party_id
"""
SUMS = """
select count(*), count({p}profit_minor), coalesce(sum({p}earned_minor), 0)::bigint,
       coalesce(sum({p}known_minor), 0)::bigint, coalesce(sum({p}goods_minor), 0)::bigint,
       coalesce(sum({p}shipping_minor), 0)::bigint, coalesce(sum({p}discount_minor), 0)::bigint,
       coalesce(sum({p}serving_minor), 0)::bigint, coalesce(sum({p}profit_minor), 0)::bigint,
       count(*) filter (where {p}profit_minor < 0),
       coalesce(sum({p}profit_minor) filter (where {p}profit_minor < 0), 0)::bigint,
       count(*) filter (where {p}profit_minor > 0),
       coalesce(sum({p}profit_minor) filter (where {p}profit_minor > 0), 0)::bigint
  from worth_profit where {seen}
"""
"""A customer counts in a period in which something was earned or spent on them."""
SEEN = "({p}earned_minor <> 0 or {p}serving_minor <> 0 or {p}goods_minor <> 0)"
RANKS = """
select rank, running from (
    select row_number() over (order by {value} desc, party_id) as rank,
           (sum({value}) over (order by {value} desc, party_id rows unbounded preceding))::bigint as running
      from worth_profit where {value} is not null and {seen}
) ranked where rank = any(%(ranks)s)
"""
COSTS = """
select count(*), coalesce(sum(serving_minor), 0)::bigint,
       coalesce(sum(place * serving_minor), 0)::bigint,
       coalesce(min(rank) filter (where 5 * running >= 4 * whole), 0)
  from (select {p}serving_minor as serving_minor,
               row_number() over (order by {p}serving_minor, party_id desc) as place,
               row_number() over (order by {p}serving_minor desc, party_id) as rank,
               sum({p}serving_minor) over (order by {p}serving_minor desc, party_id rows unbounded preceding)
                   as running,
               sum({p}serving_minor) over () as whole
          from worth_profit where {seen}) served
"""
KINDS = """
select key, sum(value::bigint)::bigint from worth_profit, jsonb_each_text(serving) group by key order by key
"""
