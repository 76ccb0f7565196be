"""The set-based statements around learning: what was bought as numbers, and the lists that come of it."""

# A guest's order is a customer by itself: it tells what goes together, and nobody gets a list for it.
# Products are numbered by how many bought them, so that the lower number decides between equals.
NUMBER = """
delete from recommendation_bought where at > %(now)s or at is null;
create temporary table recommendation_customer on commit drop as
select buyer, known, (row_number() over (order by buyer) - 1)::integer as number
  from (select coalesce(party_id, order_id) as buyer, bool_or(party_id is not null) as known
          from recommendation_bought group by 1);
create temporary table recommendation_product on commit drop as
select product_id, buyers, (row_number() over (order by buyers desc, product_id) - 1)::integer as number
  from (select product_id, count(distinct coalesce(party_id, order_id))::integer as buyers
          from recommendation_bought group by 1);
create temporary table recommendation_line on commit drop as
select c.number as customer, p.number as product,
       (b.at at time zone %(zone)s)::date - date '2000-01-01' as day,
       min(b.sent_back::integer) as sent_back
  from recommendation_bought b
  join recommendation_customer c on c.buyer = coalesce(b.party_id, b.order_id)
  join recommendation_product p using (product_id)
 group by 1, 2, 3;
analyze recommendation_customer, recommendation_product, recommendation_line
"""
READ_LINES = (
    "select customer, product, day, sent_back from recommendation_line order by customer, product, day"
)
READ_PRODUCTS = "select product_id, buyers from recommendation_product order by number"
READ_CUSTOMERS = "select buyer, known::integer from recommendation_customer order by number"

# After how long a product is bought again: the median of the gaps between days on which the same customer
# bought it.
WRITE_RHYTHMS = """
with gap as (
    select p.product_id, l.customer,
           l.day - lag(l.day) over (partition by l.customer, l.product order by l.day) as days
      from recommendation_line l join recommendation_product p on p.number = l.product
     where l.sent_back = 0
), rhythm as (
    select g.product_id, count(distinct g.customer)::integer as again,
           percentile_cont(0.5) within group (order by g.days) as days
      from gap g where g.days is not null group by 1
), fresh as (
    select product_id, p.buyers, r.again, r.days
      from rhythm r join recommendation_product p using (product_id)
     where r.again >= %(fewest)s and r.again >= %(share)s * p.buyers
), gone as (
    delete from product_rhythm o where not exists (select from fresh f where f.product_id = o.product_id)
)
insert into product_rhythm (id, product_id, buyers, again, days)
select uuidv7(), product_id, buyers, again, days from fresh
    on conflict (tenant_id, product_id) do update
   set buyers = excluded.buyers, again = excluded.again, days = excluded.days
 where (product_rhythm.buyers, product_rhythm.again, product_rhythm.days)
       is distinct from (excluded.buyers, excluded.again, excluded.days)
"""
WRITE_POPULAR = """
with counted as (
    select country, product_id, count(distinct coalesce(party_id, order_id))::integer as buyers
      from (select product_id, party_id, order_id, '' as country from recommendation_bought where not
      sent_back union all
            select product_id, party_id, order_id, country from recommendation_bought
             where not sent_back and country <> '')
     group by 1, 2
), fresh as (
    select country, product_id, buyers, rank from (
        select *, row_number() over (partition by country order by buyers desc, product_id)::integer as rank
          from counted where product_id = any(%(offered)s::uuid[]))
     where rank <= %(most)s
), gone as (
    delete from popular_product o
     where not exists (select from fresh f where (f.country, f.product_id) = (o.country, o.product_id))
)
insert into popular_product (id, country, product_id, rank, buyers)
select uuidv7(), country, product_id, rank, buyers from fresh
    on conflict (tenant_id, country, product_id) do update
   set rank = excluded.rank, buyers = excluded.buyers
 where (popular_product.rank, popular_product.buyers) is distinct from (excluded.rank, excluded.buyers)
"""
# What is due: bought before, kept, and about as long ago as it usually takes till it is bought again.
WRITE_AGAIN = """
with last as (
    select l.customer, l.product, max(l.day) as day, max(l.sent_back) as sent_back
      from recommendation_line l group by 1, 2
), due as (
    select c.buyer as party_id, r.product_id, r.again::float8 / r.buyers as score,
           date '2000-01-01' + (l.day + round(r.days))::integer as due_on
      from last l
      join recommendation_customer c on c.number = l.customer and c.known
      join recommendation_product p on p.number = l.product
      join product_rhythm r on r.product_id = p.product_id
     where p.product_id = any(%(offered)s::uuid[]) and l.sent_back = 0
       and (%(now)s at time zone %(zone)s)::date - date '2000-01-01' - l.day
           between r.days - %(early)s and r.days * %(late)s
), fresh as (
    select * from (
        select *, row_number() over (partition by party_id order by due_on, score desc, product_id) as rank
        from due)
     where rank <= %(most)s
), gone as (
    delete from suggestion old
     where old.kind = 'again'
       and not exists (select from fresh f
                        where (f.party_id, f.product_id) = (old.party_id, old.product_id))
)
insert into suggestion (id, party_id, product_id, kind, rank, score, because_id, due_on)
select uuidv7(), party_id, product_id, 'again', rank, score, null, due_on from fresh
    on conflict (tenant_id, party_id, product_id) do update
   set kind = excluded.kind, rank = excluded.rank, score = excluded.score, because_id = null,
       due_on = excluded.due_on
 where (suggestion.kind, suggestion.rank, suggestion.score, suggestion.due_on)
       is distinct from (excluded.kind, excluded.rank, excluded.score, excluded.due_on)
"""
# What was learnt speaks in numbers; these two say whose and of what they are.
MAKE_NUMBERS = """
create temporary table recommendation_buyer (buyer uuid, number integer) on commit drop;
create temporary table recommendation_item (product_id uuid, number integer) on commit drop;
create temporary table recommendation_tie (
    product integer, other integer, rank integer, weight double precision, together integer
) on commit drop;
create temporary table recommendation_new (
    customer integer, product integer, rank integer, score double precision, because integer
) on commit drop
"""
ANALYZE = "analyze recommendation_buyer, recommendation_item, recommendation_tie, recommendation_new"
WRITE_TIES = """
with fresh as (
    select p.product_id, o.product_id as other_id, t.rank, t.weight, t.together,
           case when greatest(t.product, t.other) < %(bought)s then 'bought' else 'alike' end as kind
      from recommendation_tie t
      join recommendation_item p on p.number = t.product
      join recommendation_item o on o.number = t.other
), gone as (
    delete from product_tie old
     where not exists (select from fresh f
                        where (f.product_id, f.other_id) = (old.product_id, old.other_id))
)
insert into product_tie (id, product_id, other_id, kind, rank, weight, together)
select uuidv7(), product_id, other_id, kind, rank, weight, together from fresh
    on conflict (tenant_id, product_id, other_id) do update
   set kind = excluded.kind, rank = excluded.rank, weight = excluded.weight, together = excluded.together
 where (product_tie.kind, product_tie.rank, product_tie.weight, product_tie.together)
       is distinct from (excluded.kind, excluded.rank, excluded.weight, excluded.together)
"""
WRITE_NEW = """
with fresh as (
    select c.buyer as party_id, p.product_id, n.rank, n.score, b.product_id as because_id,
           case when n.product < %(bought)s then 'new' else 'alike' end as kind
      from recommendation_new n
      join recommendation_buyer c on c.number = n.customer
      join recommendation_item p on p.number = n.product
      left join recommendation_item b on b.number = n.because
), gone as (
    delete from suggestion old
     where old.kind <> 'again'
       and not exists (select from fresh f
                        where (f.party_id, f.product_id) = (old.party_id, old.product_id))
)
insert into suggestion (id, party_id, product_id, kind, rank, score, because_id, due_on)
select uuidv7(), party_id, product_id, kind, rank, score, because_id, null from fresh
    on conflict (tenant_id, party_id, product_id) do update
   set kind = excluded.kind, rank = excluded.rank, score = excluded.score, because_id = excluded.because_id
 where suggestion.kind <> 'again'
   and (suggestion.kind, suggestion.rank, suggestion.score, suggestion.because_id)
       is distinct from (excluded.kind, excluded.rank, excluded.score, excluded.because_id)
"""
TAKE_TURN = "select pg_advisory_xact_lock(hashtextextended('recommendation', hashtext(%s::text)))"
