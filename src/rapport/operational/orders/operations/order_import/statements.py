"""The SQL that lands order lines; `pg_temp.doc` is the match table: one row for each order of the chunk.

An order may come in several chunks: met again with this import's batch it grows, with another batch its
lines are
replaced. Keys go in as arrays, so that each table is looked up by its index, not read whole each chunk.
"""

from typing import Final

# Minor units, each line rounded half to even.
TOTAL: Final = """
total_minor bigint generated always as (
    case when abs(quantity * price * power(10::numeric, digits) - trunc(quantity * price *
    power(10::numeric, digits)))
              = 0.5
         then 2 * round(quantity * price * power(10::numeric, digits) / 2)
         else round(quantity * price * power(10::numeric, digits)) end) stored
"""
MATCH: Final = (
    "analyze pg_temp.stage_line (invoice, sku)",
    "drop table if exists pg_temp.doc, pg_temp.had_order, pg_temp.had_product, pg_temp.met_line",
    """
create temp table had_order on commit drop as
select id, number, batch_id, party_id from sales_order
 where source = %(source)s and number = any(%(invoices)s::text[])
""",
    """
create temp table doc on commit drop as
with grouped as (
    select invoice, min(at) as at, min(row_number) as row_number, sum(total_minor) as total,
           bool_and(quantity < 0 or price < 0) as negative, min(digits) as digits,
           (array_agg(currency order by row_number))[1] as currency,
           (array_agg(country order by row_number) filter (where country <> ''))[1] as country,
           (array_agg(customer_key order by row_number) filter (where customer_key is not null))[1]
               as customer_key,
           (array_agg(customer_name order by row_number) filter (where customer_name <> ''))[1]
               as customer_name,
           (array_agg(email order by row_number) filter (where email <> ''))[1] as email,
           (array_agg(phone order by row_number) filter (where phone <> ''))[1] as phone
      from pg_temp.stage_line group by invoice
)
select g.*, coalesce(h.id, uuidv7()) as id, h.id is not null as known,
       coalesce(h.batch_id = %(batch)s, false) as mine, p.pid as party_id,
       case when h.id is null then %(create)s
            else %(update)s or coalesce(h.batch_id = %(batch)s, false) end as wanted
  from grouped g
  left join pg_temp.had_order h on h.number = g.invoice
  left join pg_temp.person p on p.key_1 = g.customer_key and p.fwd = 1
 order by g.row_number
""",
    "analyze pg_temp.doc",
    """
create temp table had_product on commit drop as
select id, sku from product where sku = any(%(skus)s::text[])
""",
)
IDS: Final = "select id, known, mine, party_id from pg_temp.doc where wanted"
NOT_WANTED: Final = """
select l.row_number, case when d.known then 'already_there' else 'not_there' end, l.invoice
  from pg_temp.stage_line l join pg_temp.doc d using (invoice) where not d.wanted
"""
# The commonest description names the product; the dearest of the chunk's prices is its list price.
PRODUCT: Final = """
with fresh as (
    select l.sku, mode() within group (order by nullif(l.description, '')) as name, max(l.price) as price,
           (array_agg(l.currency order by l.row_number))[1] as currency
      from pg_temp.stage_line l join pg_temp.doc d using (invoice)
     where d.wanted and l.sku <> '' and not exists (select 1 from pg_temp.had_product h where h.sku = l.sku)
     group by l.sku
), made as (
    insert into product (id, sku, name, name_key, currency, unit_price, batch_id, created_at, updated_at)
    select uuidv7(), sku, left(coalesce(name, sku), 300), left(lower(coalesce(name, sku)), 300), currency,
           greatest(price, 0), %(batch)s, %(now)s, %(now)s
      from fresh order by sku
    returning id, sku
)
insert into pg_temp.had_product select id, sku from made
"""
REPLACE: Final = (
    """
delete from order_line
 where order_id = any(%(replaced)s::uuid[])
""",
    """
create temp table met_line on commit drop as
select order_id, max(position) as last from order_line
 where order_id = any(%(known)s::uuid[]) group by order_id
""",
)
KIND: Final = """
case when {number} ~* '^c[0-9]' then 'cancellation'
     when {negative} then case when {party} is null then 'adjustment' else 'cancellation' end
     else 'order' end
"""
_ORDER: Final = """
insert into sales_order (id, number, source, party_id, unit_id, kind, status, placed_at, country, currency,
                         subtotal_minor, total_minor, guest_name, guest_email, guest_phone, version, batch_id,
                         created_at, updated_at)
select d.id, d.invoice, %(source)s, d.party_id, coalesce(p.unit_id, %(unit)s), {kind}, 'completed', d.at,
       coalesce(d.country, ''), d.currency, d.total, d.total,
       case when d.party_id is null then coalesce(d.customer_name, '') else '' end,
       case when d.party_id is null then coalesce(d.email, '') else '' end,
       case when d.party_id is null then coalesce(d.phone, '') else '' end, 1, %(batch)s, %(now)s, %(now)s
  from pg_temp.doc d
  left join party p on p.id = d.party_id and p.id = any(%(parties)s::uuid[])
 where not d.known and d.wanted order by d.row_number
"""
ORDER: Final = _ORDER.format(kind=KIND.format(number="d.invoice", negative="d.negative", party="d.party_id"))
LINE: Final = """
insert into order_line (id, order_id, position, sku, product_id, description, quantity, unit_price,
total_minor,
                        cost_minor, batch_id)
select uuidv7(), d.id, coalesce(m.last, 0) + row_number() over (partition by d.id order by l.row_number),
       l.sku, p.id, l.description, l.quantity, l.price, l.total_minor,
       product_cost_minor(p.id, l.quantity, d.at, %(own)s), %(batch)s
  from pg_temp.stage_line l
  join pg_temp.doc d using (invoice)
  left join pg_temp.met_line m on m.order_id = d.id
  left join pg_temp.had_product p on p.sku = l.sku
 where d.wanted order by l.row_number
"""
_SUMS: Final = """
with summed as (
    select order_id, sum(total_minor) as total, bool_and(quantity < 0 or unit_price < 0) as negative
      from order_line where order_id = any(%(known)s::uuid[]) group by order_id
), written as (
    update sales_order o
       set subtotal_minor = s.total, total_minor = s.total, version = o.version + 1, updated_at = %(now)s,
           batch_id = %(batch)s, party_id = coalesce(d.party_id, o.party_id),
           placed_at = case when d.mine then least(o.placed_at, d.at) else d.at end,
           currency = d.currency, country = coalesce(d.country, o.country),
           kind = {kind}
      from summed s join pg_temp.doc d on d.id = s.order_id
     where o.id = s.order_id and o.id = any(%(known)s::uuid[])
    returning d.known and not d.mine as replaced
)
select count(*)::int from written where replaced
"""
SUMS: Final = _SUMS.format(
    kind=KIND.format(number="d.invoice", negative="s.negative", party="coalesce(d.party_id, o.party_id)")
)
STATUS: Final = """
insert into order_status (id, order_id, before, after, at, actor_id, actor_name, reason, batch_id)
select uuidv7(), id, '', 'completed', at, %(actor)s, %(actor_name)s, '', %(batch)s
  from pg_temp.doc where not known and wanted
"""
_TOUCH: Final = """
insert into touch (id, party_id, at, kind, channel, direction, title, summary, subject_kind, subject_id,
actor_id,
                   actor_name, batch_id)
select uuidv7(), d.party_id, d.at, case {kind} when 'order' then 'order.placed' else 'order.' || {kind} end,
'', 'in',
       d.invoice,
       trim(to_char(d.total / power(10::numeric, d.digits),
                    case d.digits when 0 then 'FM999999999999990'
                                  else 'FM999999999999990.' || repeat('0', d.digits) end)) || ' ' ||
                                  d.currency,
       'order', d.id, %(actor)s, %(actor_name)s, %(batch)s
  from pg_temp.doc d where d.party_id is not null and not d.known and d.wanted
"""
TOUCH: Final = _TOUCH.format(kind=KIND.format(number="d.invoice", negative="d.negative", party="d.party_id"))
STATES_OF: Final = """
with who as (
    {who}
), lines as (
    select order_id, json_agg(json_build_object(
               'line_id', id, 'position', position, 'sku', sku, 'product_id', product_id, 'description',
               description,
               'quantity', quantity::text, 'unit_price', unit_price::text, 'discount_minor', discount_minor,
               'tax_minor', tax_minor, 'total_minor', total_minor) order by position) as them
      from order_line where order_id = any(%(all)s::uuid[]) group by order_id
)
select w.known, count(*)::int, string_agg(json_build_object(
         'subject_id', o.id, 'version', o.version, 'payload', json_build_object(
             'order_id', o.id, 'version', o.version, 'number', o.number, 'source', o.source, 'external_id',
             o.external_id,
             'kind', o.kind, 'status', o.status, 'party_id', o.party_id, 'unit_id', o.unit_id, 'placed_at',
             o.placed_at,
             'channel', o.channel, 'country', o.country, 'currency', o.currency, 'tax_included',
             o.tax_included,
             'subtotal_minor', o.subtotal_minor, 'discount_minor', o.discount_minor, 'shipping_minor',
             o.shipping_minor,
             'tax_minor', o.tax_minor, 'total_minor', o.total_minor, 'paid_minor', o.paid_minor,
             'refunded_minor', o.refunded_minor, 'lines', coalesce(l.them, '[]')))::text, E'\\n')
  from who w
  join sales_order o on o.id = w.id and o.id = any(%(all)s::uuid[])
  left join lines l on l.order_id = o.id
 group by w.known, w.nth / %(parcel)s
"""
STATES: Final = STATES_OF.format(
    who="""
    select id, known, row_number() over (partition by known order by row_number) - 1 as nth from pg_temp.doc
    where wanted"""
)
