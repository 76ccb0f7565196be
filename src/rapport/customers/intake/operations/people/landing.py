"""Landing a chunk of customers: who they are, one table of them, then a statement for each table."""

from typing import Any, Final
from uuid import UUID

import polars as pl

from rapport.customers.intake.contracts import ROW, ChunkOutcome, ImportContext, Reject
from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.people import facts, meeting, own, statements
from rapport.customers.intake.operations.people.columns import COLUMNS, KEY
from rapport.customers.party.api import visible_ids
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.ids import id_stem
from rapport.kernel.work.api import Work

MOST_KEYS: Final = 3
PEOPLE: Final = (
    (ROW, "bigint"),
    ("number", "text"),
    ("pid", "uuid"),
    *COLUMNS.items(),
    ("key_1", KEY),
    ("fwd", "int"),
    ("rows_of", "int"),
    ("fresh", "boolean"),
    ("wanted", "boolean"),
    ("plain", "boolean"),
    ("number_known", "boolean"),
)
POINTS: Final = (
    (ROW, "bigint"),
    ("id", "uuid"),
    ("position", "int"),
    ("kind", KEY),
    ("value", "text"),
    ("normal", KEY),
    ("label", "text"),
    ("preferred", "boolean"),
)


def land(frame: pl.DataFrame, context: ImportContext, work: Work) -> ChunkOutcome:
    """Write the sound rows of a chunk; see `statements.py` for what each step does."""
    people, points = _with_ids(frame)
    people = _with_keys(people, points, context)
    blank = [
        pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).alias(name) for name in _texts(people)
    ]
    values = _values(context, work)
    people = meeting.meet(people.with_columns(blank), context.options.keys[:MOST_KEYS], values)
    people = _leave_others_alone(people, context.actor)
    bulk.stage("person", PEOPLE, people)
    bulk.stage("stage_point", POINTS, points)
    counts = statements.write(values, _met(people).height)
    own.land(people, context, values)
    facts.record(people, points, values, work)
    return ChunkOutcome(_not_wanted(people), counts)


def _values(context: ImportContext, work: Work) -> dict[str, Any]:
    """Return what the statements are given: who, when, which batch, and a stem of ids for each table."""
    scope = context.actor.require("create", "customer")
    return {
        "tenant": context.actor.tenant_id,
        "batch": context.import_id,
        "by_number": "external_id" in context.options.keys[:MOST_KEYS],
        "now": work.now,
        "source": context.options.source or "import",
        "create": context.options.create,
        "update": context.options.update,
        "unit": context.actor.unit_id,
        "owner": context.actor.member_id if scope in (Scope.OWN, Scope.TEAM) else None,
        "author": context.actor.name,
        "actor": context.actor.id,
        **{f"{table}_id": id_stem() for table in statements.NUMBERED},
    }


def _with_ids(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give every row and every contact point the id it will have when it is new."""
    points = frame.select(ROW, "points").explode("points").drop_nulls("points").unnest("points")
    points = points.with_columns(
        _numbered(_digits(pl.int_range(pl.len(), dtype=pl.Int64))),
        position=pl.int_range(pl.len(), dtype=pl.Int64),
        preferred=pl.struct(ROW, "kind").is_first_distinct(),
    )
    people = frame.drop("points").with_columns(number=_digits(pl.col(ROW)))
    return people.with_columns(_numbered(pl.col("number"))), points


def _numbered(number: pl.Expr) -> pl.Expr:
    return pl.concat_str(pl.lit(id_stem()), number).alias("id")


def _digits(count: pl.Expr) -> pl.Expr:
    """Write a count as the last part of an id."""
    return count.cast(pl.String).str.zfill(12)


def _met(people: pl.DataFrame) -> pl.DataFrame:
    """Return the first rows of customers who are there already and may be changed."""
    return people.filter("wanted", ~pl.col("fresh"), pl.col("fwd") == 1)


def _leave_others_alone(people: pl.DataFrame, actor: Actor) -> pl.DataFrame:
    """Reject the rows that meet a customer beyond the actor's reach: nothing of theirs is changed."""
    if actor.scope("edit", "customer") is Scope.ALL:
        return people
    met = {UUID(party) for party in _met(people)["pid"]}
    if met and actor.may("edit", "customer"):
        met -= set(visible_ids(actor, verb="edit").filter(id__in=met).values_list("id", flat=True))
    foreign = pl.col("pid").is_in(pl.Series([str(party) for party in met], dtype=pl.String).implode())
    return people.with_columns(wanted=pl.col("wanted") & ~foreign, foreign=foreign)


def _texts(frame: pl.DataFrame) -> list[str]:
    return [name for name, kind in frame.schema.items() if kind == pl.String]


def _with_keys(frame: pl.DataFrame, points: pl.DataFrame, context: ImportContext) -> pl.DataFrame:
    """Add the chosen keys as `key_1` …: the customer number, or the first address or number, normal."""
    keys = context.options.keys[:MOST_KEYS]
    for number, key in enumerate(keys, start=1):
        if key == "external_id":
            frame = frame.with_columns(pl.col("external_id").alias(f"key_{number}"))
            continue
        first = (
            points.filter(pl.col("kind") == meeting.point_kind(key))
            .unique(ROW, keep="first")
            .select(ROW, normal="normal")
        )
        frame = frame.join(first, on=ROW, how="left", maintain_order="left").rename(
            {"normal": f"key_{number}"}
        )
    return frame if keys else frame.with_columns(key_1=pl.lit(None, pl.String))


def _not_wanted(people: pl.DataFrame) -> list[Reject]:
    """Return the rows that the options leave out: there already when only creating, or the other way."""
    reason = (
        pl.when("foreign")
        .then(pl.lit("not_yours"))
        .when("fresh")
        .then(pl.lit("not_there"))
        .otherwise(pl.lit("already_there"))
    )
    left_out = people.filter(~pl.col("wanted")).select(ROW, reason)
    return [Reject(row, "", why) for row, why in left_out.iter_rows()]
