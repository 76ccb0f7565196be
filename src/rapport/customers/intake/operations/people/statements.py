"""The SQL that lands customers, statement by statement, from the match table `pg_temp.person`."""

from collections.abc import Mapping
from typing import Any, Final

from rapport.customers.intake.operations import bulk

# What those have who are there already; one array of them goes through each table's key.
_HAD: Final = """(select * from {table} where party_id = any(array(select pid from pg_temp.person
                                                                  where wanted and not fresh)))"""
PARTY: Final = """
insert into party (tenant_id, id, kind, name, given_name, family_name, name_key, country, city, zone,
                   locale, birth_date, tax_number, website, stage, unit_id, owner_id, origin, order_count,
                   spent_minor, currency, version, created_at, updated_at, batch_id)
select %(tenant)s, pid, kind, name, coalesce(given_name, ''), coalesce(family_name, ''),
       coalesce(name_key, ''), coalesce(country, ''), coalesce(city, ''), '', coalesce(locale, ''),
       birth_date, coalesce(tax_number, ''), coalesce(website, ''), stage, %(unit)s, %(owner)s, 'own', 0, 0,
       '', 1, %(now)s, %(now)s, %(batch)s
  from pg_temp.person where fresh and wanted and fwd = 1 order by row_number
"""
CHANGED: Final = """
update party p
   set name = m.name, given_name = coalesce(m.given_name, p.given_name),
       family_name = coalesce(m.family_name, p.family_name), name_key = coalesce(m.name_key, p.name_key),
       country = coalesce(m.country, p.country), city = coalesce(m.city, p.city),
       locale = coalesce(m.locale, p.locale), birth_date = coalesce(m.birth_date, p.birth_date),
       tax_number = coalesce(m.tax_number, p.tax_number), website = coalesce(m.website, p.website),
       version = p.version + 1, updated_at = %(now)s, batch_id = %(batch)s
  from pg_temp.person m
 where p.id = any(array(select pid from pg_temp.person where wanted and not fresh and fwd = 1))
   and p.id = m.pid and m.fwd = 1 and m.wanted and not m.fresh
   and ((p.name, p.given_name, p.family_name, p.country, p.city, p.locale, p.tax_number, p.website)
        is distinct from
        (m.name, coalesce(m.given_name, p.given_name), coalesce(m.family_name, p.family_name),
         coalesce(m.country, p.country), coalesce(m.city, p.city), coalesce(m.locale, p.locale),
         coalesce(m.tax_number, p.tax_number), coalesce(m.website, p.website))
        or coalesce(m.birth_date, p.birth_date) is distinct from p.birth_date)
"""
# A new customer of one row has the points of that row; only where rows or customers meet is more to compare.
_POINT: Final = """
insert into contact_point (tenant_id, id, party_id, kind, value, normal, label, preferred, batch_id)
select %(tenant)s, s.id, m.pid, s.kind, s.value, s.normal, s.label, s.preferred, %(batch)s
  from pg_temp.stage_point s join pg_temp.person m using (row_number)
 where m.wanted and m.fresh and m.rows_of = 1
union all
select %(tenant)s, n.id, pid, n.kind, n.value, n.normal, n.label, nth = 1 and fresh, %(batch)s
  from (select distinct on (m.pid, s.kind, s.normal) s.id, m.pid, m.fresh, s.kind, s.value, s.normal, s.label,
               dense_rank() over (partition by m.pid, s.kind order by s.position) as nth
          from pg_temp.stage_point s join pg_temp.person m using (row_number)
         where m.wanted and not (m.fresh and m.rows_of = 1)
         order by m.pid, s.kind, s.normal, s.position) n
  left join {had} c
       on c.party_id = n.pid and c.kind = n.kind and c.normal = n.normal
 where fresh or c.party_id is null
"""
POINT: Final = _POINT.format(had=_HAD.format(table="contact_point"))
EXTERNAL: Final = """
insert into external_id (tenant_id, id, party_id, system, external_id, batch_id)
select %(tenant)s, (%(external_id_id)s || number)::uuid, pid, %(source)s, external_id, %(batch)s
  from (select distinct on (external_id) external_id, pid, number from pg_temp.person
         where wanted and external_id is not null and not number_known order by external_id, row_number) m
"""
_ADDRESS: Final = """
insert into address (tenant_id, id, party_id, label, street, postal_code, city, region, country, preferred,
                     batch_id)
select %(tenant)s, (%(address_id)s || number)::uuid, pid, '', coalesce(m.street, ''),
       coalesce(m.postal_code, ''), coalesce(m.city, ''), coalesce(m.region, ''), coalesce(m.country, ''),
       fresh, %(batch)s
  from pg_temp.person m
  left join {had} a
       on a.party_id = m.pid and a.street = coalesce(m.street, '')
          and a.postal_code = coalesce(m.postal_code, '') and a.city = coalesce(m.city, '')
 where wanted and fwd = 1 and coalesce(m.street, m.postal_code, m.region) is not null
   and (fresh or a.party_id is null)
"""
ADDRESS: Final = _ADDRESS.format(had=_HAD.format(table="address"))
CONSENT: Final = """
insert into consent (tenant_id, id, party_id, purpose, channel, given, at, origin, proof, source, contact,
                     actor_id, batch_id)
select %(tenant)s, (%(consent_id)s || lpad((row_number * 2 + c.nth)::text, 12, '0'))::uuid, pid, 'marketing',
       c.channel, c.given, %(now)s, 'own', '', 'import', '', %(actor)s, %(batch)s
  from pg_temp.person m
 cross join lateral (values (0, 'email', m.consent_email), (1, 'sms', m.consent_sms)) c (nth, channel, given)
 where m.wanted and m.fwd = 1 and c.given is not null
"""
_NOTE: Final = """
insert into note (tenant_id, id, party_id, subject_kind, subject_id, author_id, author_name, version,
                  created_at, updated_at, body, pinned, mentions, batch_id)
select %(tenant)s, (%(note_id)s || number)::uuid, pid, 'customer', pid, %(actor)s, %(author)s, 1, %(now)s,
       %(now)s, note, false, '{{}}', %(batch)s
  from pg_temp.person m
  left join {had} n on n.party_id = m.pid and n.body = m.note
 where wanted and fwd = 1 and note is not null and (fresh or n.party_id is null)
"""
NOTE: Final = _NOTE.format(had=_HAD.format(table="note"))
# Many customers bear the same tags: each text of tags is taken apart once.
TAG_WORDS: Final = r"""
create temp table tag_word on commit drop as
select distinct on (tags, key) tags, left(name, 60) as name, key
  from (select t.tags, btrim(w.word) as name, w.nth,
               left(lower(normalize(regexp_replace(btrim(w.word), '\s+', ' ', 'g'), NFKC)), 60) as key
          from (select distinct tags from pg_temp.person where wanted and fwd = 1 and tags is not null) t
         cross join lateral unnest(regexp_split_to_array(t.tags, '[;,|、，；]')) with ordinality w (word, nth)
         where btrim(w.word) <> '') words
 order by tags, key, nth
"""
TAG: Final = """
insert into tag (id, name, key, colour)
select uuidv7(), min(name), key, '' from pg_temp.tag_word group by key
    on conflict (tenant_id, key) do nothing
"""
_PARTY_TAG: Final = """
insert into party_tag (tenant_id, id, party_id, tag_id, batch_id)
select %(tenant)s, (%(party_tag_id)s || lpad(row_number() over ()::text, 12, '0'))::uuid, m.pid, t.id,
       %(batch)s
  from pg_temp.person m join pg_temp.tag_word w on w.tags = m.tags join tag t on t.key = w.key
  left join {had} p on p.party_id = m.pid and p.tag_id = t.id
 where m.wanted and m.fwd = 1 and (m.fresh or p.party_id is null)
"""
PARTY_TAG: Final = _PARTY_TAG.format(had=_HAD.format(table="party_tag"))
TAG_NAMES: Final = """
select w.tags, array_agg(t.name order by t.key)
  from pg_temp.tag_word w join tag t on t.key = w.key group by w.tags
"""
NUMBERED: Final = ("external_id", "address", "consent", "note", "party_tag", "field_value")


def write(given: Mapping[str, Any], met: int) -> dict[str, int]:
    """Run the statements in order and return the counts of customers; `met` of them are there already."""
    bulk.run("analyze pg_temp.person (row_number, pid)")
    created = bulk.run(PARTY, given)
    changed = bulk.run(CHANGED, given) if met else 0
    for statement in (POINT, EXTERNAL, ADDRESS, CONSENT, NOTE):
        bulk.run(statement, given)
    bulk.run("drop table if exists pg_temp.tag_word")
    if bulk.run(TAG_WORDS, given):
        bulk.run(TAG)
        bulk.run(PARTY_TAG, given)
    return {"created": created, "updated": changed, "unchanged": met - changed, "customers": created + met}
