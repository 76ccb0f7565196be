"""Who each row is: one the shop knows, or the first row of the chunk that names them.

`pg_temp.person` is the match table of the chunk: the staged rows, whom they are (`pid`), and what becomes of
them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.people.columns import COLUMNS

# Every text of a later row wins over an earlier one of the same customer, unless it is blank.
MERGED: Final = tuple(name for name in COLUMNS if name != "tags")

# Keys are looked up as one array: an array goes through the index, where a join would read the whole table
# each chunk.
BY_EXTERNAL: Final = """
left join (select e.external_id, e.party_id from external_id e
            where e.system = %(source)s
              and e.external_id = any(array(select key_{n} from pg_temp.stage_person
                                          where key_{n} is not null))
          ) f{n} on f{n}.external_id = s.key_{n}
"""
BY_POINT: Final = """
left join (select c.normal, min(c.party_id::text)::uuid as party_id from contact_point c
            where c.kind = '{kind}'
              and c.normal = any(array(select key_{n} from pg_temp.stage_person where key_{n} is not null))
            group by c.normal) f{n} on f{n}.normal = s.key_{n}
"""
# Rows that name one customer by any key are one group; `g0` is whom the shop knows, or the row itself.
GROUP: Final = """
, first_{n} as (
    select *, case when known is not null or key_{n} is null then g{before}
              else first_value(g{before}) over (partition by key_{n} order by row_number) end as g{n}
      from first_{before}
)
"""
# `plain` is who is new and named by one row. A number that is no key may be another's already.
MATCH: Final = """
create temp table person on commit drop as
with first_0 as (
    select s.row_number, s.key_1, s.key_2, s.key_3, f.known, coalesce(f.known, s.id) as g0
      from pg_temp.stage_person s {joins}
      cross join lateral (select coalesce({found}) as known) f
)
{groups}
, grouped as (
    select row_number, g{last} as pid, bool_or(known is not null) over mine as met,
           row_number() over (mine order by row_number) as fwd, count(*) over mine as rows_of
      from first_{last} window mine as (partition by g{last})
)
select s.*, lpad(s.row_number::text, 12, '0') as number, g.pid, g.fwd, g.rows_of, not g.met as fresh,
       case when g.met then %(update)s else %(create)s end as wanted, false as foreign_to_actor,
       not g.met and g.rows_of = 1 and (s.external_id is null or %(by_number)s) as plain
  from grouped g join pg_temp.stage_person s using (row_number)
"""
PICKED: Final = """
select pid, {picks}, string_agg(tags, ';') as tags from pg_temp.person where rows_of > 1 group by pid
"""
NOT_WANTED: Final = """
select row_number, case when foreign_to_actor then 'not_yours' when fresh then 'not_there'
                        else 'already_there' end
  from pg_temp.person where not wanted
"""
MET: Final = "select distinct pid from pg_temp.person where not fresh and wanted"
FOREIGN: Final = """
update pg_temp.person set wanted = false, foreign_to_actor = true where pid = any(%s::uuid[])
"""
COLLAPSE: Final = "update pg_temp.person p set {assigned} from ({picked}) m where m.pid = p.pid and p.fwd = 1"


def match(keys: Sequence[str], values: Mapping[str, Any]) -> None:
    """Say for each row which customer it is: one already there, or the first row that names them."""
    bulk.run("analyze pg_temp.stage_person (row_number, key_1, key_2, key_3)")
    bulk.run("analyze pg_temp.stage_point (row_number)")
    numbers = range(1, len(keys) + 1)
    joins = [
        (BY_EXTERNAL if key == "external_id" else BY_POINT).format(
            n=n, kind="email" if key == "email" else "phone"
        )
        for n, key in zip(numbers, keys, strict=True)
    ]
    found = ", ".join([f"f{n}.party_id" for n in numbers] or ["null::uuid"])
    groups = "".join(GROUP.format(n=n, before=n - 1) for n in numbers)
    bulk.run("drop table if exists pg_temp.person")
    bulk.run(MATCH.format(found=found, joins="".join(joins), groups=groups, last=len(keys)), dict(values))
    bulk.run("analyze pg_temp.person (row_number, pid)")
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
