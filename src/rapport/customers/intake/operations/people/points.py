"""Contact points of a chunk: cells of several columns become rows in normal form."""

from typing import Final

import polars as pl

from rapport.customers.intake.contracts import ROW, ImportContext
from rapport.customers.intake.operations.people.phones import with_normal_phones
from rapport.customers.intake.rules.mapping import kind_in_header

ADDRESS_FORM: Final = r'^[^@\s,;<>"\x00-\x1f]+@[^@\s,;<>"]+\.[^@\s,;<>".\d]{2,}$'
SEVERAL: Final = r"\s*(?:;|:::)\s*"
REACHED: Final = {"email": "email", "mobile": "phone", "phone": "phone", "fax": "fax", "handle": "handle"}
POINT: Final = pl.Struct(
    {"kind": pl.String, "value": pl.String, "normal": pl.String, "label": pl.String, "position": pl.Int64}
)


def read_points(frame: pl.DataFrame, context: ImportContext) -> pl.DataFrame:
    """Turn every contact column into rows: kind, value as typed, normal form, label from the header."""
    pieces: list[pl.DataFrame] = []
    kinds: set[str] = set()
    again = False
    for position, column in enumerate(column for column in frame.columns if column.split(".")[0] in REACHED):
        field, _, number = column.partition(".")
        headers = context.mapping.get(field, [])
        index = int(number or 1) - 1
        label = kind_in_header(headers[index]) if index < len(headers) else ""
        piece = frame.filter(pl.col(column) != "").select(
            ROW,
            field=pl.lit(field),
            kind=pl.lit(REACHED[field]),
            value=pl.col(column),
            label=pl.lit(label or ("mobile" if field == "mobile" else "")),
            position=pl.lit(position, dtype=pl.Int64),
            country=pl.when(pl.col("country_code") == "")
            .then(pl.lit(context.country))
            .otherwise(pl.col("country_code")),
        )
        pieces.append(_each_value(piece))
        again = again or REACHED[field] in kinds or pieces[-1].height > piece.height
        kinds.add(REACHED[field])
    empty = {
        ROW: pl.Int64,
        **dict.fromkeys(("field", "kind", "value", "label"), pl.String),
        "position": pl.Int64,
    }
    long = pl.concat(pieces) if pieces else pl.DataFrame(schema={**empty, "country": pl.String})
    long = long.filter(pl.col("value") != "")
    phones = with_normal_phones(long.filter(pl.col("kind").is_in(["phone", "fax"])))
    others = long.filter(~pl.col("kind").is_in(["phone", "fax"])).with_columns(normal=_normal_other())
    order = [ROW, "field", "kind", "value", "label", "position", "normal"]
    both = pl.concat([phones.select(order), others.select(order)])
    both = both.sort(ROW, "position", maintain_order=True)
    return both.unique([ROW, "kind", "normal"], keep="first", maintain_order=True) if again else both


def _each_value(points: pl.DataFrame) -> pl.DataFrame:
    """Give each of several values in one cell a row."""
    value = pl.col("value")
    many = value.str.contains(";", literal=True) | value.str.contains(":::", literal=True)
    if not points.select(many.any()).item():
        return points
    return points.with_columns(value.str.replace_all(SEVERAL, "\x1f").str.split("\x1f")).explode("value")


def _normal_other() -> pl.Expr:
    lowered = pl.col("value").str.to_lowercase()
    fits = (pl.col("kind") != "email") | (
        lowered.str.contains(ADDRESS_FORM) & (lowered.str.len_chars() <= 254)
    )
    return pl.when(fits).then(lowered.str.slice(0, 320)).otherwise(None)


def point_faults(points: pl.DataFrame) -> pl.DataFrame:
    """Return the points that are no address or number, as rejects."""
    wrong = points.filter(pl.col("normal").is_null())
    return wrong.select(
        ROW,
        "field",
        reason=pl.when(pl.col("kind") == "email")
        .then(pl.lit("not_an_address"))
        .otherwise(pl.lit("not_a_phone")),
        value=pl.col("value").str.slice(0, 300),
    )
