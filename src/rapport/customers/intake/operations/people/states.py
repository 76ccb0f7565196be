"""The public state of new customers, from the columns they landed from.

Their JSON is put together from columns of texts, which takes half the time of writing structures: what is the
same for all is a constant between them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
import polars as pl

from rapport.customers.intake.contracts import ROW

Json = Sequence[str | pl.Expr]

TEXTS: Final = (
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
BESIDE: Final = ("street", "postal_code", "region", "external_id")
OF_POINTS: Final = ("kind", "value", "normal", "label")
UNSAFE: Final = r'["\\\x00-\x1f]'
SAFE: Final = {'"': '\\"', "\\": "\\\\", **{chr(code): f"\\u{code:04x}" for code in range(32)}}
NULL: Final = ("null",)
NONE: Final = "[]"


def lines_of(
    people: pl.DataFrame, points: pl.DataFrame, tags: Mapping[str, list[str]], values: Mapping[str, Any]
) -> pl.Series:
    """Return a parcel's line for each row: `subject_id`, `version`, and the whole state in `payload`.

    `tags` tells for each text of tags what the shop calls them.
    """
    filled = _safe(people.with_columns(pl.col(*TEXTS, *BESIDE).fill_null("")), (*TEXTS, *BESIDE))
    filled = filled.join(_points(points), on=ROW, how="left", maintain_order="left")
    state = _object({**_party(values), **_beside(filled, tags, values)})
    payload = _object({"customer_id": _text("id"), "version": ("1",), "state": state})
    line = _object({"subject_id": _text("id"), "version": ("1",), "payload": payload})
    return filled.select(_joined((*line, "\n"))).to_series()


def _safe(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Escape what may not stand in a text of JSON (RFC 8259, 7), where there is any."""
    unsafe = pl.concat_str(names).str.contains(UNSAFE).any()
    if not frame.select(unsafe).item():
        return frame
    return frame.with_columns(pl.col(*names).str.replace_many(list(SAFE), list(SAFE.values())))


def _points(points: pl.DataFrame) -> pl.DataFrame:
    told = {
        "id": _text("id"),
        **{name: _text(name) for name in OF_POINTS},
        "preferred": (pl.when("preferred").then(pl.lit("true")).otherwise(pl.lit("false")),),
        "verified_at": NULL,
    }
    safe = _safe(points.with_columns(pl.col("label").fill_null("")), OF_POINTS)
    objects = safe.select(ROW, contact_points=_joined(_object(told)))
    several = objects.group_by(ROW, maintain_order=True).agg("contact_points")
    return several.with_columns(pl.col("contact_points").list.join(","))


def _party(values: Mapping[str, Any]) -> dict[str, Json]:
    now = _said(values["now"].isoformat())
    born = pl.col("birth_date").cast(pl.String)
    return {
        "id": _text("id"),
        **{name: _text(name) for name in (*TEXTS, "stage")},
        "birth_date": (pl.when(born.is_null()).then(pl.lit("null")).otherwise(_joined(('"', born, '"'))),),
        "version": ("1",),
        "zone": _said(""),
        "origin": _said("own"),
        "unit_id": _said(values["unit"]),
        "owner_id": _said(values["owner"]),
        "order_count": ("0",),
        "spent_minor": ("0",),
        "currency": _said(""),
        **dict.fromkeys(("first_order_at", "last_order_at", "last_touch_at", "merged_into_id"), NULL),
        "created_at": now,
        "updated_at": now,
    }


def _beside(
    people: pl.DataFrame, tags: Mapping[str, list[str]], values: Mapping[str, Any]
) -> dict[str, Json]:
    """Return the lists beside the party: each holds what the row gives, or nothing."""
    role = pl.when(pl.col("stage") == "prospect").then(pl.lit("prospect")).otherwise(pl.lit("customer"))
    number = _object({"system": _said(values["source"]), "external_id": _text("external_id")})
    named = [_said(names)[0] for names in tags.values()]
    return {
        "contact_points": ("[", pl.col("contact_points").fill_null(""), "]"),
        "addresses": _addresses(people, values),
        "external_ids": (
            pl.when(pl.col("external_id") != "").then(_joined(("[", *number, "]"))).otherwise(pl.lit(NONE)),
        ),
        "roles": ('["', role, '"]'),
        "tags": (pl.col("tags").replace_strict(list(tags), named, default=NONE, return_dtype=pl.String),),
    }


def _addresses(people: pl.DataFrame, values: Mapping[str, Any]) -> Json:
    placed = pl.any_horizontal(pl.col("street", "postal_code", "region") != "")
    if not people.select(placed.any()).item():
        return (NONE,)
    number = pl.col(ROW).cast(pl.String).str.zfill(12)
    address = _object(
        {
            "id": ('"', str(values["address_id"]), number, '"'),
            "label": _said(""),
            **{name: _text(name) for name in ("street", "postal_code", "city", "region", "country")},
            "preferred": ("true",),
        }
    )
    return (pl.when(placed).then(_joined(("[", *address, "]"))).otherwise(pl.lit(NONE)),)


def _said(value: object) -> tuple[str]:
    return (msgspec.json.encode(value).decode(),)


def _text(name: str) -> Json:
    return ('"', pl.col(name), '"')


def _object(fields: Mapping[str, Json]) -> Json:
    inner = [part for name, value in fields.items() for part in (f',"{name}":', *value)]
    return ("{" + str(inner[0])[1:], *inner[1:], "}")


def _joined(json: Json) -> pl.Expr:
    return pl.concat_str(list(_merged(json)))


def _merged(json: Json) -> Iterator[pl.Expr]:
    """Bring constants that follow each other together."""
    constant = ""
    for part in json:
        if isinstance(part, str):
            constant += part
            continue
        if constant:
            yield pl.lit(constant)
        yield part
        constant = ""
    if constant:
        yield pl.lit(constant)
