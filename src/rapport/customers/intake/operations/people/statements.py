"""The SQL that lands customers, statement by statement; `pg_temp.person` is the match table of the chunk."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from rapport.customers.intake.operations import bulk

# Every text of a later row wins over an earlier one of the same customer, unless it is blank.
MERGED: Final = (
    "kind",
    "name",
    "given_name",
    "family_name",
    "name_key",
    "country",
    "city",
    "locale",
    "birth_date",
    "tax_number",
    "website",
    "stage",
    "company",
    "street",
    "postal_code",
    "region",
    "external_id",
    "consent_email",
    "consent_sms",
    "note",
)

# Keys and ids go in as arrays: an array is looked up in the index, where a join would read the whole table
# each chunk.
BY_EXTERNAL: Final = """
left join (select e.external_id, e.party_id from external_id e
            where e.system = %(source)s
              and e.external_id = any(%(key_{n})s::text[])
          ) f{n} on f{n}.external_id = s.key_{n}
"""
BY_POINT: Final = """
left join (select c.normal, min(c.party_id::text)::uuid as party_id from contact_point c
            where c.kind = '{kind}'
              and c.normal = any(%(key_{n})s::text[])
            group by c.normal) f{n} on f{n}.normal = s.key_{n}
"""
MATCH: Final = """
create temp table person on commit drop as
with found as (
    select s.*, coalesce({found}) as known from pg_temp.stage_person s {joins}
), first_1 as (
    select *, coalesce(known, case when key_1 is null then id
                              else first_value(id) over (partition by key_1 order by row_number) end) as g1
                              from found
), first_2 as (
    select *, case when known is not null or key_2 is null then g1
              else first_value(g1) over (partition by key_2 order by row_number) end as g2 from first_1
), first_3 as (
    select *, case when known is not null or key_3 is null then g2
              else first_value(g2) over (partition by key_3 order by row_number) end as g3 from first_2
), grouped as (
    select f.*, g3 as pid, bool_or(known is not null) over (partition by g3) as met,
           row_number() over (partition by g3 order by row_number) as fwd, count(*) over (partition by g3)
           as rows_of
      from first_3 f
)
select *, false as foreign_to_actor, not met as fresh, case when met then %(update)s else %(create)s end as
wanted from grouped
"""
PICKED: Final = """
select pid, {picks}, string_agg(tags, ';') as tags from pg_temp.person where rows_of > 1 group by pid
"""
HAD: Final = """
create temp table had_{table} on commit drop as
select * from {table} where party_id = any(%(met)s::uuid[])
"""
HAD_EXTERNAL: Final = """
create temp table had_external on commit drop as
select external_id from external_id where system = %(source)s and external_id = any(%(externals)s::text[])
"""
NOT_WANTED: Final = """
select row_number, case when foreign_to_actor then 'not_yours' when fresh then 'not_there' else
'already_there' end from pg_temp.person where not
wanted
"""
MET: Final = "select distinct pid from pg_temp.person where not fresh and wanted"
FOREIGN: Final = """
update pg_temp.person set wanted = false, foreign_to_actor = true where pid = any(%s::uuid[])
"""
COLLAPSE: Final = "update pg_temp.person p set {assigned} from ({picked}) m where m.pid = p.pid and p.fwd = 1"

PARTY: Final = """
insert into party (id, kind, name, given_name, family_name, name_key, country, city, zone, locale,
birth_date, tax_number,
                   website, stage, unit_id, owner_id, origin, order_count, spent_minor, currency, version,
                   created_at,
                   updated_at, batch_id)
select pid, kind, name, coalesce(given_name, ''), coalesce(family_name, ''), coalesce(name_key, ''),
coalesce(country, ''),
       coalesce(city, ''), '', coalesce(locale, ''), birth_date, coalesce(tax_number, ''), coalesce(website,
       ''), stage,
       %(unit)s, %(owner)s, 'own', 0, 0, '', 1, %(now)s, %(now)s, %(batch)s
  from pg_temp.person where fresh and wanted and fwd = 1 order by row_number
"""
CHANGED: Final = """
update party p
   set name = m.name, given_name = coalesce(m.given_name, p.given_name), family_name =
   coalesce(m.family_name, p.family_name),
       name_key = coalesce(m.name_key, p.name_key), country = coalesce(m.country, p.country), city =
       coalesce(m.city, p.city),
       locale = coalesce(m.locale, p.locale), birth_date = coalesce(m.birth_date, p.birth_date),
       tax_number = coalesce(m.tax_number, p.tax_number), website = coalesce(m.website, p.website),
       version = p.version + 1, updated_at = %(now)s, batch_id = %(batch)s
  from pg_temp.person m
 where p.id = any(%(met)s::uuid[])
   and p.id = m.pid and m.fwd = 1 and m.wanted and not m.fresh
   and ((p.name, p.given_name, p.family_name, p.country, p.city, p.locale, p.tax_number, p.website)
       is distinct from (m.name, coalesce(m.given_name, p.given_name), coalesce(m.family_name, p.family_name),
                         coalesce(m.country, p.country), coalesce(m.city, p.city), coalesce(m.locale,
                         p.locale),
                         coalesce(m.tax_number, p.tax_number), coalesce(m.website, p.website))
        or coalesce(m.birth_date, p.birth_date) is distinct from p.birth_date)
"""
POINT: Final = """
insert into contact_point (id, party_id, kind, value, normal, label, preferred, batch_id)
select uuidv7(), pid, kind, value, normal, coalesce(label, ''), nth = 1 and fresh, %(batch)s
  from (select distinct on (m.pid, s.kind, s.normal) m.pid, m.fresh, s.kind, s.value, s.normal, s.label,
  s.position, m.row_number,
               dense_rank() over (partition by m.pid, s.kind order by m.row_number, s.position, s.normal) as
               nth
          from pg_temp.stage_point s join pg_temp.person m using (row_number) where m.wanted
         order by m.pid, s.kind, s.normal, m.row_number, s.position) n
 where fresh or not exists (select 1 from pg_temp.had_contact_point c
                             where c.party_id = n.pid and c.kind = n.kind and c.normal = n.normal)
 order by row_number, position
"""
EXTERNAL: Final = """
insert into external_id (id, party_id, system, external_id, batch_id)
select uuidv7(), pid, %(source)s, external_id, %(batch)s
  from (select distinct on (external_id) external_id, pid, row_number from pg_temp.person
         where wanted and external_id is not null order by external_id, row_number) m
 where not exists (select 1 from pg_temp.had_external e where e.external_id = m.external_id)
"""
ADDRESS: Final = """
insert into address (id, party_id, label, street, postal_code, city, region, country, preferred, batch_id)
select uuidv7(), pid, '', coalesce(street, ''), coalesce(postal_code, ''), coalesce(city, ''),
coalesce(region, ''),
       coalesce(country, ''), fresh, %(batch)s
  from pg_temp.person m
 where wanted and fwd = 1 and coalesce(street, postal_code, region) is not null
   and (fresh or not exists (select 1 from pg_temp.had_address a where a.party_id = m.pid and a.street =
   coalesce(m.street, '')
                                and a.postal_code = coalesce(m.postal_code, '') and a.city =
                                coalesce(m.city, '')))
"""
ROLE: Final = """
insert into party_role (id, party_id, role, batch_id)
select uuidv7(), pid, case stage when 'prospect' then 'prospect' else 'customer' end, %(batch)s
  from pg_temp.person where wanted and fresh and fwd = 1
"""
CONSENT: Final = """
insert into consent (id, party_id, purpose, channel, given, at, origin, proof, source, contact, actor_id,
batch_id)
select uuidv7(), pid, 'marketing', c.channel, c.given, %(now)s, 'own', '', 'import', '', %(actor)s, %(batch)s
  from pg_temp.person m
 cross join lateral (values ('email', m.consent_email), ('sms', m.consent_sms)) c (channel, given)
 where m.wanted and m.fwd = 1 and c.given is not null
"""
NOTE: Final = """
insert into note (id, party_id, subject_kind, subject_id, author_id, author_name, version, created_at,
updated_at, body,
                  pinned, mentions, batch_id)
select uuidv7(), pid, 'customer', pid, %(actor)s, %(author)s, 1, %(now)s, %(now)s, note, false, '{}',
%(batch)s
  from pg_temp.person m
 where wanted and fwd = 1 and note is not null
   and (fresh or not exists (select 1 from pg_temp.had_note n where n.party_id = m.pid and n.body = m.note))
"""
TAG_WORDS: Final = r"""
create temp table tag_word on commit drop as
select distinct m.pid, btrim(w) as name, lower(normalize(regexp_replace(btrim(w), '\s+', ' ', 'g'), NFKC))
as key
  from pg_temp.person m cross join lateral unnest(regexp_split_to_array(m.tags, '[;,|、，；]')) w
 where m.wanted and m.tags is not null and btrim(w) <> ''
"""
TAG: Final = """
insert into tag (id, name, key, colour)
select uuidv7(), min(left(name, 60)), left(key, 60), '' from pg_temp.tag_word
 group by left(key, 60) on conflict (tenant_id, key) do nothing
"""
PARTY_TAG: Final = """
insert into party_tag (id, party_id, tag_id, batch_id)
select uuidv7(), w.pid, t.id, %(batch)s
  from (select distinct pid, left(key, 60) as key from pg_temp.tag_word) w join tag t on t.key = w.key
 where not exists (select 1 from pg_temp.had_party_tag p where p.party_id = w.pid and p.tag_id = t.id)
"""


HAD_TABLES: Final = ("contact_point", "address", "note", "party_tag")


def match(keys: Sequence[str], values: Mapping[str, Any]) -> None:
    """Say for each row which customer it is: one already there, or the first row of the file that names
    them.
    """
    for table in ("stage_person", "stage_point"):
        bulk.run(f"analyze pg_temp.{table}")
    joins = [
        (BY_EXTERNAL if key == "external_id" else BY_POINT).format(
            n=n, kind="email" if key == "email" else "phone"
        )
        for n, key in enumerate(keys, start=1)
    ]
    found = ", ".join([f"f{n}.party_id" for n in range(1, len(keys) + 1)] or ["null::uuid"])
    bulk.run("drop table if exists pg_temp.person")
    bulk.run(MATCH.format(found=found, joins="".join(joins)), dict(values))
    bulk.run("analyze pg_temp.person")
    if bulk.scalar("select count(*)::int from pg_temp.person where rows_of > 1"):
        _collapse()


def _collapse() -> None:
    picks = ", ".join(
        f"(array_agg({name} order by row_number desc) filter (where {name} is not null))[1] as {name}"
        for name in MERGED
    )
    picked = PICKED.format(picks=picks)
    assigned = ", ".join(f"{name} = m.{name}" for name in (*MERGED, "tags"))
    bulk.run(COLLAPSE.format(assigned=assigned, picked=picked))


def write(values: Mapping[str, Any]) -> tuple[dict[str, int], list[UUID]]:
    """Run the statements in order and return the counts of customers, and which they are."""
    given = dict(values)
    found = bulk.rows("select pid, fresh from pg_temp.person where wanted and fwd = 1")
    given["all"] = [party for party, _ in found]
    given["met"] = [party for party, fresh in found if not fresh]
    met = len(given["met"])
    for table in HAD_TABLES:
        bulk.run(f"drop table if exists pg_temp.had_{table}")
        bulk.run(HAD.format(table=table), given)
    bulk.run("drop table if exists pg_temp.had_external")
    bulk.run(HAD_EXTERNAL, given)
    created = bulk.run(PARTY, given)
    changed = bulk.run(CHANGED, given) if met else 0
    for statement in (POINT, EXTERNAL, ADDRESS, ROLE, CONSENT, NOTE):
        bulk.run(statement, given)
    if bulk.scalar("select count(*)::int from pg_temp.person where tags is not null and wanted"):
        bulk.run("drop table if exists pg_temp.tag_word")
        for statement in (TAG_WORDS, TAG, PARTY_TAG):
            bulk.run(statement, given)
    counts = {"created": created, "updated": changed, "unchanged": met - changed, "customers": created + met}
    return counts, given["all"]
