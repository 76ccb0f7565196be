"""Who each row is: one the shop knows, or the first row of the chunk that names them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from rapport.customers.intake.contracts import ROW
from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.people.columns import COLUMNS, KEY

STAGED: Final = ((ROW, "bigint"), ("key", KEY))
# Each key is looked up by itself: whatever the planner believes of a new tenant, it goes through the index.
BY_NUMBER: Final = """
select s.row_number, f.party_id::text from pg_temp.stage_key s
 cross join lateral (select e.party_id from external_id e
                      where e.system = %(source)s and e.external_id = s.key limit 1) f
"""
BY_POINT: Final = """
select s.row_number, f.party_id from pg_temp.stage_key s
 cross join lateral (select min(c.party_id::text) as party_id from contact_point c
                      where c.kind = %(kind)s and c.normal = s.key) f
 where f.party_id is not null
"""
NOBODY: Final = pl.DataFrame(schema={ROW: pl.Int64, "known": pl.String})
TAGS_BETWEEN: Final = ";"


def meet(people: pl.DataFrame, keys: Sequence[str], values: Mapping[str, Any]) -> pl.DataFrame:
    """Say for each row which customer it is, and what becomes of it.

    `pid` is the customer: one already there, or the first row that names them by any key; `fwd` counts the
    rows of one customer and `rows_of` how many there are; `fresh` is who is new, `wanted` what the options
    let in, `foreign` whom the actor may not change. `plain` is who is new and named by one row, with no
    number that may be another's already (`number_known`). The first row of a customer bears what all say.
    """
    people = people.sort(ROW)
    numbers = _look_up(people, "external_id", BY_NUMBER, values)
    found = [
        numbers if key == "external_id" else _look_up(people, name, BY_POINT, {"kind": point_kind(key)})
        for name, key in _named(keys)
    ]
    known = pl.concat([*found, NOBODY]).unique(ROW, keep="first")
    people = people.join(known, on=ROW, how="left", maintain_order="left")
    taken = people.join(numbers, on=ROW, how="semi")["external_id"]
    return _judged(_merged(_counted(_grouped(people, keys))), taken, values)


def point_kind(key: str) -> str:
    """Return the kind of contact point that is meant by a key."""
    return "email" if key == "email" else "phone"


def _named(keys: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"key_{position}", key) for position, key in enumerate(keys, start=1)]


def _look_up(people: pl.DataFrame, column: str, statement: str, values: Mapping[str, Any]) -> pl.DataFrame:
    keys = people.filter(pl.col(column).is_not_null()).select(ROW, pl.col(column).alias("key"))
    if not keys.height:
        return NOBODY
    bulk.stage("stage_key", STAGED, keys)
    return pl.DataFrame(bulk.rows(statement, values), schema=NOBODY.schema, orient="row")


def _grouped(people: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Bring together the rows that name one customer by any key."""
    people = people.with_columns(pid=pl.coalesce("known", "id"))
    for name, _ in _named(keys):
        alone = pl.col("known").is_not_null() | pl.col(name).is_null()
        first = pl.col("pid").first().over(name)
        people = people.with_columns(pid=pl.when(alone).then("pid").otherwise(first))
    return people


def _counted(people: pl.DataFrame) -> pl.DataFrame:
    """Count the rows of each customer; most have one."""
    new = pl.col("known").is_null()
    one = people.with_columns(fwd=pl.lit(1, pl.Int64), rows_of=pl.lit(1, pl.UInt32), fresh=new)
    again = people["pid"].is_duplicated()
    if not again.any():
        return one
    several = people.filter(again).with_columns(
        fwd=pl.int_range(1, pl.len() + 1).over("pid"),
        rows_of=pl.len().over("pid"),
        fresh=new.all().over("pid"),
    )
    return pl.concat([one.filter(~again), several]).sort(ROW)


def _merged(people: pl.DataFrame) -> pl.DataFrame:
    """Let every text of a later row win over an earlier one of the same customer, unless it is blank."""
    first = (pl.col("rows_of") > 1) & (pl.col("fwd") == 1)
    several = people.filter(pl.col("rows_of") > 1)
    if not several.height:
        return people
    told = [pl.col(name).drop_nulls().last() for name in COLUMNS if name != "tags"]
    tags = pl.col("tags").drop_nulls().str.join(TAGS_BETWEEN).replace("", None)
    picked = several.group_by("pid", maintain_order=True).agg(*told, tags)
    firsts = people.filter(first).drop(*COLUMNS).join(picked, on="pid", how="left", maintain_order="left")
    return pl.concat([people.filter(~first), firsts.select(people.columns)]).sort(ROW)


def _judged(people: pl.DataFrame, taken: pl.Series, values: Mapping[str, Any]) -> pl.DataFrame:
    """Say what the options let in, and who is plainly new."""
    return people.with_columns(
        wanted=pl.when("fresh").then(pl.lit(values["create"])).otherwise(pl.lit(values["update"])),
        foreign=pl.lit(value=False),
        number_known=pl.col("external_id").is_in(taken.implode()).fill_null(value=False),
        plain=pl.col("fresh")
        & (pl.col("rows_of") == 1)
        & (pl.col("external_id").is_null() | pl.lit(values["by_number"])),
    )
