"""Judging a chunk of customers: texts become typed columns, or a reject with its field and reason."""

from typing import Final

import polars as pl

from rapport.customers.intake.contracts import OWN, ROW, ImportContext, Reject
from rapport.customers.intake.formats.reasons import REASONS
from rapport.customers.intake.operations import values
from rapport.customers.intake.operations.people import own
from rapport.customers.intake.operations.people.columns import COLUMNS
from rapport.customers.intake.operations.people.countries import country_code
from rapport.customers.intake.operations.people.fields import FIELDS
from rapport.customers.intake.operations.people.points import POINT, point_faults, read_points
from rapport.customers.party.api import sort_key

LENGTHS: Final = {
    "name": 300,
    "given_name": 150,
    "family_name": 150,
    "company": 300,
    "city": 120,
    "tax_number": 40,
    "website": 300,
    "street": 500,
    "postal_code": 20,
    "region": 120,
    "external_id": 200,
    "note": 20_000,
}
YES: Final = [
    "yes",
    "y",
    "true",
    "1",
    "t",
    "on",
    "subscribed",
    "opt-in",
    "given",
    "是",
    "同意",
    "已订阅",
    "有",
]
NO: Final = [
    "no",
    "n",
    "false",
    "0",
    "f",
    "off",
    "unsubscribed",
    "opt-out",
    "withdrawn",
    "否",
    "不同意",
    "未订阅",
    "无",
]
STAGES: Final = {
    "prospect": "prospect",
    "lead": "prospect",
    "subscriber": "prospect",
    "marketing qualified lead": "prospect",
    "sales qualified lead": "prospect",
    "opportunity": "prospect",
    "潜在客户": "prospect",
    "former": "former",
    "former customer": "former",
    "churned": "former",
    "流失客户": "former",
}
COMPANY: Final = ["company", "business", "organization", "organisation", "b2b", "公司", "企业", "单位"]
NAMES: Final = tuple(field.name for field in FIELDS)


def _with_sort_keys(frame: pl.DataFrame) -> pl.DataFrame:
    keys = [sort_key(name) for name in frame["name"]]
    return frame.with_columns(name_key=pl.Series(keys, dtype=pl.String))


def judge(frame: pl.DataFrame, context: ImportContext) -> tuple[pl.DataFrame, list[Reject]]:
    """Return the sound rows, typed (contact points as a list in `points`), and the rejects with every
    fault found.
    """
    wide = _complete(frame)
    points = read_points(wide, context)
    own_texts = [
        pl.col(OWN + field.code).alias(f"{OWN}{field.code}:text") for field in own.brought(wide, context)
    ]
    typed = _typed(wide, context).with_columns(own_texts).with_columns(own.typed(wide, context))
    own_faults = [_fault(typed, *wrong) for wrong in own.wrongs(typed, context)]
    faults = pl.concat([point_faults(points), *_value_faults(typed), *own_faults])
    joined = (
        points.filter(pl.col("normal").is_not_null())
        .group_by(ROW, maintain_order=True)
        .agg(points=pl.struct("kind", "value", "normal", "label", "position"))
        .cast({"points": pl.List(POINT)})
    )
    sound = _with_sort_keys(
        typed.join(faults.select(ROW).unique(), on=ROW, how="anti", maintain_order="left")
        .join(joined, on=ROW, how="left", maintain_order="left")
        .select(ROW, *COLUMNS, *(OWN + field.code for field in own.brought(wide, context)), "points")
    )
    rejects = [Reject(*row) for row in faults.sort(ROW, maintain_order=True).iter_rows()]
    return sound, rejects


def _complete(frame: pl.DataFrame) -> pl.DataFrame:
    """Give every field a column, and texts where cells are missing."""
    absent = [pl.lit("").alias(name) for name in NAMES if name not in frame.columns]
    codes = (
        {text: country_code(text) for text in frame["country"].unique()} if "country" in frame.columns else {}
    )
    return frame.with_columns(absent).with_columns(
        country_code=pl.col("country").replace_strict(codes, default="", return_dtype=pl.String)
    )


def _typed(frame: pl.DataFrame, context: ImportContext) -> pl.DataFrame:
    column = pl.col
    joined = (
        pl.when((column("family_name") + column("given_name")).str.contains(r"[\u4e00-\u9fff]"))
        .then(column("family_name") + column("given_name"))
        .otherwise((column("given_name") + " " + column("family_name")).str.strip_chars())
    )
    first = [
        pl.when(column(name) != "").then(column(name))
        for field in ("email", "mobile", "phone")
        for name in _variants(frame, field)
    ]
    called = pl.coalesce(
        pl.when(column("name") != "").then(column("name")),
        pl.when(joined != "").then(joined),
        pl.when(column("company") != "").then(column("company")),
        *first,
        pl.when(column("external_id") != "").then(column("external_id")),
        pl.lit(""),
    )
    alone = (column("company") != "") & (column("name") == "") & (joined == "")
    kinds = column("kind").str.to_lowercase()
    region = (
        pl.when((column("country") != "") & (column("country_code") == ""))
        .then((column("region") + ", " + column("country")).str.strip_chars(", "))
        .otherwise(column("region"))
    )
    return frame.with_columns(
        name=called,
        kind=pl.when(alone | kinds.is_in(COMPANY)).then(pl.lit("company")).otherwise(pl.lit("person")),
        region=region,
        country=pl.when(column("country_code") == "").then(None).otherwise(column("country_code")),
        locale=column("locale").str.to_lowercase().str.slice(0, 12),
        birth_date=values.day(column("birthday"), day_first=context.options.day_first),
        stage=pl.when(pl.lit(context.options.prospects) & (column("stage") == ""))
        .then(pl.lit("prospect"))
        .otherwise(
            column("stage")
            .str.to_lowercase()
            .replace_strict(STAGES, default="customer", return_dtype=pl.String)
        ),
        consent_email=_yes_or_no("consent_email"),
        consent_sms=_yes_or_no("consent_sms"),
        external_id=column("external_id").str.replace(r"^(\d+)\.0+$", "$1"),
        consent_email_text=column("consent_email"),
        consent_sms_text=column("consent_sms"),
    ).with_columns(
        name_key=pl.lit(""),
    )


def _variants(frame: pl.DataFrame, field: str) -> list[str]:
    return [name for name in frame.columns if name == field or name.startswith(f"{field}.")]


def _yes_or_no(name: str) -> pl.Expr:
    said = pl.col(name).str.to_lowercase()
    return (
        pl.when(said.is_in(YES)).then(pl.lit(True)).when(said.is_in(NO)).then(pl.lit(False)).otherwise(None)
    )


def _fault(frame: pl.DataFrame, wrong: pl.Expr, field: str, reason: str, value: pl.Expr) -> pl.DataFrame:
    if reason not in REASONS:
        raise KeyError(reason)
    return frame.filter(wrong).select(
        ROW, field=pl.lit(field), reason=pl.lit(reason), value=value.cast(pl.String).str.slice(0, 300)
    )


def _value_faults(typed: pl.DataFrame) -> list[pl.DataFrame]:
    column = pl.col
    faults = [_fault(typed, column("name") == "", "name", "missing", pl.lit(""))]
    faults += [
        _fault(typed, column(name).str.len_chars() > length, name, "too_long_value", column(name))
        for name, length in LENGTHS.items()
    ]
    wrong_day = (
        (column("birthday") != "")
        & column("birth_date").is_null()
        & ~column("birthday").str.starts_with("--")
    )
    faults.append(_fault(typed, wrong_day, "birthday", "not_a_date", column("birthday")))
    for name in ("consent_email", "consent_sms"):
        wrong = (column(f"{name}_text") != "") & column(name).is_null()
        faults.append(_fault(typed, wrong, name, "not_a_choice", column(f"{name}_text")))
    return faults
