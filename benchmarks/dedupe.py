"""Find the twins among 1,000,000 customers, one in eleven spoilt by a slip, beside a join on equal names."""

import time

import identity_sets as published
from django.db import connection

from rapport.customers.likeness.models import LikelyPair
from rapport.customers.likeness.operations.searching import search_pairs
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place
from rapport.site.bench.published import data_folder

PEOPLE, TWINS = 1_000_000, 100_000
DRAW = """
with drawn as (
    select n, n > %(people)s as twin, case when n > %(people)s then n - %(people)s else n end::bigint as who
      from generate_series(1, %(people)s + %(twins)s) n
), numbered as (
    select twin, who, mod(who, 4) as slip, mod(abs(hashint8(who)::bigint), 3000) as g,
           mod(abs(hashint8extended(who, 1) / 2), 40000) as f,
           mod(abs(hashint8extended(who, 2) / 2), 400) as c,
           mod(abs(hashint8extended(who, 3) / 2), 24000) as b
      from drawn
), named as (
    select twin, who, slip, date '1940-01-01' + b::int as birth,
           translate(substr(md5('g' || g), 1, 6), '0123456789', 'aeioulnrst') as given,
           translate(substr(md5('f' || f), 1, 7), '0123456789', 'aeioulnrst') as family,
           translate(substr(md5('c' || c), 1, 8), '0123456789', 'aeioulnrst') as city
      from numbered
), spoilt as (
    select who, case when twin and slip = 0 then left(given, 5) || 'x' else given end as given,
           case when twin and slip = 1 then left(family, 3) || 'y' || substr(family, 5) else family end
             as family,
           case when twin and slip = 2 then birth + 1 else birth end as birth,
           case when twin and slip = 3 then city || 'o' else city end as city
      from named
)
insert into party (tenant_id, id, kind, name, given_name, family_name, name_key, country, city, zone,
                   locale, birth_date, tax_number, website, stage, origin, order_count, spent_minor, currency,
                   version, created_at, updated_at)
select %(tenant)s, uuidv7(), 'person', given || ' ' || family, given, family, family, 'GB', city, '', '',
       birth, '', who::text, 'customer', 'own', 0, 0, '', 1, now(), now()
  from spoilt
"""
TRUTH = """
select count(*) filter (where a.website = b.website), count(*)
  from likely_pair p join party a on a.tenant_id = p.tenant_id and a.id = p.low_id
  join party b on b.tenant_id = p.tenant_id and b.id = p.high_id where p.probability >= 0.5
"""
FLOOR = """
select count(*) from party a join party b on a.tenant_id = b.tenant_id and a.given_name = b.given_name
   and a.family_name = b.family_name and a.birth_date = b.birth_date and a.id < b.id
"""


def run(place: Place) -> list[Figure]:
    """Search once; compare what was found with who was drawn, and published sets with their truth."""
    people, twins = place.scale(PEOPLE), place.scale(TWINS)
    actor = system_actor(create_tenant("bench", "Bench").id)
    _draw(actor, people, twins)
    with place.measuring() as reading:
        search_pairs(actor=actor)
    with as_tenant(actor.tenant_id), connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        began = time.perf_counter()
        cursor.execute(FLOOR)
        floor = time.perf_counter() - began
        cursor.execute(TRUTH)
        hits, found = cursor.fetchone()
        kept = LikelyPair.objects.count()
    work = f"{people + twins:,} customers"
    return [
        Figure(
            f"likely twins found and kept, {work}, {kept:,} pairs",
            *(reading.seconds, "s", floor),
            goal=600,
            better="less",
        ),
        Figure("share of the kept that are twins", hits / max(1, found), "", goal=0.97),
        Figure("share of the drawn twins kept", hits / twins, ""),
        Figure(
            "memory of the searching process", reading.peak_mib["python"], "MiB", goal=2048, better="less"
        ),
        *_published(),
    ]


def _draw(actor: Actor, people: int, twins: int) -> None:
    with as_tenant(actor.tenant_id), connection.cursor() as cursor:
        cursor.execute(DRAW, {"people": people, "twins": twins, "tenant": actor.tenant_id})


def _published() -> list[Figure]:
    """Return F1 on the published sets where they are (RAPPORT_DATA)."""
    folder = data_folder() / "identity"
    if not folder.exists():
        return []
    figures = []
    for name, files in (("FEBRL 1", ["dataset1"]), ("FEBRL 4", ["dataset4a", "dataset4b"])):
        people = published.febrl(folder, *files)
        pairs = [(pair.low, pair.high) for pair in published.link(people)]
        truth = {key: published.febrl_person(key) for key in people}
        figures.append(
            Figure(f"F1 on {name}, no soc_sec_id", published.score(pairs, truth).f1, "", goal=0.97)
        )
    people, truth = published.fake_1000(folder)
    pairs = [(pair.low, pair.high) for pair in published.link(people)]
    grouped = published.score(published.grouped(pairs), truth).f1
    figures.append(Figure("F1 on fake_1000, single pairs", published.score(pairs, truth).f1, ""))
    figures.append(Figure("F1 on fake_1000, after merging", grouped, ""))
    return figures
