"""The set-based statements that fill a segment. `{found}` is a filter of kernel.filters, compiled."""

FIND = "create temporary table segment_found on commit drop as {found}"
FIND_SOME = """
create temporary table segment_found on commit drop as
select id from ({found}) f where id = any(%s::uuid[])
"""
LEAVE = """
create temporary table segment_change on commit drop as
with gone as (
    delete from segment_member m
     where m.segment_id = %(segment)s and (%(some)s::uuid[] is null or m.party_id = any(%(some)s))
       and not exists (select from segment_found f where f.id = m.party_id)
    returning party_id
) select party_id, false as joined from gone
"""
JOIN = """
with come as (
    insert into segment_member (id, segment_id, party_id, since)
    select uuidv7(), %(segment)s, f.id, %(now)s from segment_found f
     where not exists (select from segment_member m where m.segment_id = %(segment)s and m.party_id = f.id)
    returning party_id
) insert into segment_change select party_id, true from come
"""
LOG = """
insert into segment_move (id, segment_id, party_id, joined, at)
select uuidv7(), %(segment)s, party_id, joined, %(now)s from segment_change order by party_id
"""
READ = "select party_id, joined from segment_change order by party_id"
SUM_DAY = """
insert into segment_day as d (id, segment_id, day, members, joined, "left", revenue_minor)
values (uuidv7(), %(segment)s, %(day)s, %(members)s, %(joined)s, %(left)s, %(revenue)s)
    on conflict (tenant_id, segment_id, day) do update
   set members = excluded.members, joined = d.joined + excluded.joined,
       "left" = d."left" + excluded."left", revenue_minor = excluded.revenue_minor
"""
TAKE_DUE = "delete from segment_due returning party_id"
NOTE_DUE = "insert into segment_due (id, party_id) select uuidv7(), unnest(%s::uuid[]) on conflict do nothing"
FORGET = "delete from segment_move where at < %s"
FORGET_DAYS = "delete from segment_day where day < %s"
MAKE_CLASSES = "create temporary table segment_class (party_id uuid, cluster integer) on commit drop"
IN_CLASS = "select party_id as id from pg_temp.segment_class where cluster = %s"
OVERLAPS = """
select m.segment_id, c.cluster from segment_member m join pg_temp.segment_class c on c.party_id = m.party_id
 where m.segment_id = any(%s) group by 1, 2 order by count(*) desc, 1, 2
"""
