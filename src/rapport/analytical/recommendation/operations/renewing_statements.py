"""The set-based statements that renew the lists of a few customers."""

from rapport.analytical.recommendation.operations.statements import TAKE_TURN

__all__ = ["NOTE", "RENEW", "TAKE", "TAKE_TURN"]

NOTE = "insert into suggestion_due (id, party_id) select uuidv7(), unnest(%s::uuid[]) on conflict do nothing"
TAKE = """
delete from suggestion_due
 where party_id in (select party_id from suggestion_due order by party_id limit %s)
returning party_id
"""
# The sum of ties from what was bought is the item-to-item score. What is bought again and was bought just
# now goes too: the day it is due has moved. Who has no ties keeps the list without what was bought.
RENEW = """
with had as (
    select party_id, product_id, bool_or(sent_back) as sent_back, max(at)::date as last
      from recommendation_bought where at <= %(now)s group by 1, 2
), tied as (
    select h.party_id, t.other_id as product_id, sum(t.weight) as score,
           (array_agg(t.product_id order by t.weight desc, t.product_id))[1] as because_id
      from had h join product_tie t on t.product_id = h.product_id
     where not h.sent_back
     group by 1, 2
), fresh as (
    select * from (
        select t.*, row_number() over (partition by party_id order by score desc, product_id) as rank
          from tied t
         where not exists (select from had h where (h.party_id, h.product_id) = (t.party_id, t.product_id)))
     where rank <= %(most)s
), gone as (
    delete from suggestion old
     where old.party_id = any(%(due)s::uuid[])
       and (exists (select from had h left join product_rhythm r on r.product_id = h.product_id
                     where (h.party_id, h.product_id) = (old.party_id, old.product_id)
                       and (old.kind <> 'again' or h.sent_back
                            or h.last > old.due_on - round(coalesce(r.days, 0))::integer + 1))
            or old.kind = 'new' and exists (select from fresh f where f.party_id = old.party_id)
               and not exists (select from fresh f
                                where (f.party_id, f.product_id) = (old.party_id, old.product_id)))
)
insert into suggestion (id, party_id, product_id, kind, rank, score, because_id, due_on)
select uuidv7(), party_id, product_id, 'new', rank, round(score::numeric, 4)::float8, because_id, null from
fresh on conflict (tenant_id, party_id, product_id) do update
   set rank = excluded.rank, score = excluded.score, because_id = excluded.because_id
 where suggestion.kind <> 'again'
"""
