"""Landing a chunk of customers: one match table, then a statement for each table."""

from typing import Any, Final

import polars as pl

from rapport.customers.intake.contracts import ROW, ChunkOutcome, ImportContext, Reject
from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.people import facts, statements
from rapport.customers.party.api import visible_ids
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.work.api import Work

STAGED: Final = (
    (ROW, "bigint"),
    ("kind", "text"),
    ("name", "text"),
    ("given_name", "text"),
    ("family_name", "text"),
    ("name_key", 'text collate "C"'),
    ("country", "text"),
    ("city", "text"),
    ("locale", "text"),
    ("birth_date", "date"),
    ("tax_number", "text"),
    ("website", "text"),
    ("stage", "text"),
    ("company", "text"),
    ("street", "text"),
    ("postal_code", "text"),
    ("region", "text"),
    ("external_id", 'text collate "C"'),
    ("tags", "text"),
    ("consent_email", "boolean"),
    ("consent_sms", "boolean"),
    ("note", "text"),
    ("key_1", 'text collate "C"'),
    ("key_2", 'text collate "C"'),
    ("key_3", 'text collate "C"'),
)
POINTS: Final = (
    (ROW, "bigint"),
    ("position", "int"),
    ("kind", 'text collate "C"'),
    ("value", "text"),
    ("normal", 'text collate "C"'),
    ("label", "text"),
)
MOST_KEYS: Final = 3


def land(frame: pl.DataFrame, context: ImportContext, work: Work) -> ChunkOutcome:
    """Write the sound rows of a chunk; see `statements.py` for what each step does."""
    points = frame.select(ROW, "points").explode("points").drop_nulls("points").unnest("points")
    keyed = _with_keys(frame, points, context)
    blank = [
        pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).alias(name) for name in _texts(keyed)
    ]
    bulk.stage("stage_person", STAGED, keyed.with_columns(blank), "id uuid default uuidv7()")
    bulk.stage("stage_point", POINTS, points)
    scope = context.actor.require("create", "customer")
    values: dict[str, Any] = {
        **{f"key_{n}": _distinct(keyed, f"key_{n}") for n in range(1, MOST_KEYS + 1)},
        "externals": _distinct(keyed, "external_id"),
        "batch": context.import_id,
        "now": work.now,
        "source": context.options.source or "import",
        "create": context.options.create,
        "update": context.options.update,
        "unit": context.actor.unit_id,
        "owner": context.actor.member_id if scope in (Scope.OWN, Scope.TEAM) else None,
        "author": context.actor.name,
        "actor": context.actor.id,
    }
    statements.match(context.options.keys[:MOST_KEYS], values)
    _leave_others_alone(context.actor)
    counts, who = statements.write(values)
    facts.record(who, work)
    return ChunkOutcome(_not_wanted(), counts)


def _leave_others_alone(actor: Actor) -> None:
    """A row that meets a customer beyond the actor's reach is rejected: nothing of theirs is changed."""
    if actor.scope("edit", "customer") is Scope.ALL:
        return
    met = {party for (party,) in bulk.rows(statements.MET)}
    if met and actor.may("edit", "customer"):
        met -= set(visible_ids(actor, verb="edit").filter(id__in=met).values_list("id", flat=True))
    if met:
        bulk.run(statements.FOREIGN, [list(met)])


def _distinct(frame: pl.DataFrame, name: str) -> list[str]:
    """Return a column's texts: as an array of constants they are looked up in the index."""
    return frame.filter(pl.col(name).is_not_null() & (pl.col(name) != ""))[name].unique().to_list()


def _texts(frame: pl.DataFrame) -> list[str]:
    return [name for name, kind in frame.schema.items() if kind == pl.String]


def _with_keys(frame: pl.DataFrame, points: pl.DataFrame, context: ImportContext) -> pl.DataFrame:
    """Add the chosen keys as `key_1` …: the customer number, or the first address or number in normal
    form.
    """
    keys = context.options.keys[:MOST_KEYS]
    for number, key in enumerate(keys, start=1):
        if key == "external_id":
            frame = frame.with_columns(pl.col("external_id").alias(f"key_{number}"))
            continue
        kind = "email" if key == "email" else "phone"
        first = points.filter(pl.col("kind") == kind).unique(ROW, keep="first").select(ROW, normal="normal")
        frame = frame.join(first, on=ROW, how="left", maintain_order="left").rename(
            {"normal": f"key_{number}"}
        )
    missing = [
        pl.lit(None, pl.String).alias(f"key_{number}") for number in range(len(keys) + 1, MOST_KEYS + 1)
    ]
    return frame.with_columns(missing)


def _not_wanted() -> list[Reject]:
    """Rows that the chosen options leave out: there already when only creating, not there when only
    updating.
    """
    return [Reject(int(str(row)), "", str(reason)) for row, reason in bulk.rows(statements.NOT_WANTED)]
