"""The public state of new customers, from the columns they landed from."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from rapport.customers.intake.contracts import ROW

PLAIN: Final = (
    "kind",
    "name",
    "given_name",
    "family_name",
    "country",
    "city",
    "locale",
    "tax_number",
    "website",
)
BESIDE: Final = ("street", "postal_code", "region", "external_id", "tags")
NOTHING: Final = pl.lit(None, pl.String)


def lines_of(
    people: pl.DataFrame, points: pl.DataFrame, tags: Mapping[str, list[str]], values: Mapping[str, Any]
) -> pl.DataFrame:
    """Return a parcel's line for each row: `subject_id`, `version`, and the whole state in `payload`.

    `tags` tells for each text of tags what the shop calls them.
    """
    filled = people.join(_points(points), on=ROW, how="left", maintain_order="left").with_columns(
        pl.col(*PLAIN, *BESIDE).fill_null(""),
        contact_points=pl.col("contact_points").fill_null([]),
    )
    state = pl.struct(*_party(values), *_beside(tags, values))
    first = pl.lit(1).alias("version")
    payload = pl.struct(pl.col("id").alias("customer_id"), first, state.alias("state"))
    return filled.select(pl.col("id").alias("subject_id"), first, payload.alias("payload"))


def _points(points: pl.DataFrame) -> pl.DataFrame:
    told = pl.struct(
        "id",
        "kind",
        "value",
        "normal",
        pl.col("label").fill_null(""),
        "preferred",
        NOTHING.alias("verified_at"),
    )
    return points.group_by(ROW, maintain_order=True).agg(contact_points=told)


def _party(values: Mapping[str, Any]) -> list[pl.Expr]:
    unit, owner = (None if values[name] is None else str(values[name]) for name in ("unit", "owner"))
    now = values["now"].isoformat()
    return [
        pl.col("id", *PLAIN, "birth_date", "stage"),
        pl.lit(1).alias("version"),
        pl.lit("").alias("zone"),
        pl.lit("own").alias("origin"),
        pl.lit(unit, pl.String).alias("unit_id"),
        pl.lit(owner, pl.String).alias("owner_id"),
        pl.lit(0).alias("order_count"),
        pl.lit(0).alias("spent_minor"),
        pl.lit("").alias("currency"),
        NOTHING.alias("first_order_at"),
        NOTHING.alias("last_order_at"),
        NOTHING.alias("last_touch_at"),
        NOTHING.alias("merged_into_id"),
        pl.lit(now).alias("created_at"),
        pl.lit(now).alias("updated_at"),
    ]


def _beside(tags: Mapping[str, list[str]], values: Mapping[str, Any]) -> list[pl.Expr]:
    """Return the lists beside the party: each holds what the row gives, or nothing."""
    role = pl.when(pl.col("stage") == "prospect").then(pl.lit("prospect")).otherwise(pl.lit("customer"))
    number = pl.struct(pl.lit(values["source"]).alias("system"), "external_id")
    placed = pl.any_horizontal(pl.col("street", "postal_code", "region") != "")
    return [
        pl.col("contact_points"),
        pl.when(placed).then(pl.concat_list(_address(values))).otherwise([]).alias("addresses"),
        pl.when(pl.col("external_id") != "").then(pl.concat_list(number)).otherwise([]).alias("external_ids"),
        pl.concat_list(role).alias("roles"),
        pl.col("tags").replace_strict(
            list(tags), list(tags.values()), default=[], return_dtype=pl.List(pl.String)
        ),
    ]


def _address(values: Mapping[str, Any]) -> pl.Expr:
    number = pl.col(ROW).cast(pl.String).str.zfill(12)
    return pl.struct(
        pl.concat_str(pl.lit(values["address_id"]), number).alias("id"),
        pl.lit("").alias("label"),
        *("street", "postal_code", "city", "region", "country"),
        pl.lit(True).alias("preferred"),
    )
