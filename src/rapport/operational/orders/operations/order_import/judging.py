"""Judging a chunk of order lines: texts become typed columns, or a reject with its field and reason."""

from typing import Final

import polars as pl
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.customers.intake.api import country_code
from rapport.customers.intake.api.landing import moment, number_text
from rapport.customers.intake.contracts import ROW, ImportContext, Reject
from rapport.kernel.money.api import known_currencies, minor_digits
from rapport.operational.orders.operations.order_import.fields import FIELDS

LENGTHS: Final = {
    "invoice": 64,
    "customer": 200,
    "customer_name": 300,
    "email": 254,
    "phone": 40,
    "sku": 100,
    "description": 500,
}
COLUMNS: Final = (
    "invoice",
    "at",
    "currency",
    "digits",
    "country",
    "customer",
    "customer_key",
    "customer_name",
    "email",
    "phone",
    "sku",
    "description",
    "quantity",
    "price",
)
FLOAT_ID: Final = r"^(\d+)\.0+$"


def judge(frame: pl.DataFrame, context: ImportContext) -> tuple[pl.DataFrame, list[Reject]]:
    """Return the sound lines, typed, and the rejects with every fault found."""
    absent = [pl.lit("").alias(field.name) for field in FIELDS if field.name not in frame.columns]
    typed = _typed(frame.with_columns(absent), context)
    faults = pl.concat(_faults(typed))
    sound = typed.join(faults.select(ROW).unique(), on=ROW, how="anti", maintain_order="left")
    rejects = [Reject(*row) for row in faults.sort(ROW, maintain_order=True).iter_rows()]
    return sound.select(ROW, *COLUMNS), rejects


def _typed(frame: pl.DataFrame, context: ImportContext) -> pl.DataFrame:
    column = pl.col
    countries = {text: country_code(text) for text in frame["country"].unique()}
    digits = {code: minor_digits(code) for code in known_currencies()}
    currency = (
        pl.when(column("currency") == "")
        .then(pl.lit(context.currency))
        .otherwise(column("currency").str.to_uppercase())
    )
    blank = pl.lit(None, pl.String)
    customer = column("customer").str.replace(FLOAT_ID, "$1")
    by_email = "customer" not in context.mapping
    key = column("email").str.to_lowercase() if by_email else customer
    typed = frame.with_columns(
        invoice=column("invoice").str.replace(FLOAT_ID, "$1"),
        at_text=column("at"),
        currency=currency,
        digits=currency.replace_strict(digits, default=None, return_dtype=pl.Int64),
        country=column("country").replace_strict(countries, default="", return_dtype=pl.String),
        customer=customer,
        customer_key=pl.when(key == "").then(blank).otherwise(key),
        sku=column("sku").str.replace(FLOAT_ID, "$1"),
        quantity_text=column("quantity"),
        price_text=column("price"),
    ).with_columns(first_currency=pl.col("currency").first().over("invoice"))
    at = moment(column("at"), zone=context.zone, day_first=context.options.day_first)
    for name, read in (
        ("at", at),
        ("quantity", number_text(column("quantity"))),
        ("price", number_text(column("price"))),
    ):
        typed = _once_each(typed, name, read)
    return typed


def _once_each(frame: pl.DataFrame, name: str, read: pl.Expr) -> pl.DataFrame:
    """Read each distinct text of a column once: orders share their moments, lines their quantities and
    prices.
    """
    known = frame.select(name).unique().with_columns(read.alias("read"))
    return frame.join(known, on=name, how="left", maintain_order="left").drop(name).rename({"read": name})


def _faults(typed: pl.DataFrame) -> list[pl.DataFrame]:
    column = pl.col
    faults = [
        _fault(typed, column(name).str.len_chars() > length, name, "too_long_value", column(name))
        for name, length in LENGTHS.items()
    ]
    faults.append(_fault(typed, column("invoice") == "", "invoice", "missing", column("invoice")))
    for name, reason in (("at", "not_a_date"), ("quantity", "not_a_number"), ("price", "not_a_number")):
        text = column(f"{name}_text")
        faults.append(_fault(typed, text == "", name, "missing", text))
        faults.append(_fault(typed, (text != "") & column(name).is_null(), name, reason, text))
    unknown = column("digits").is_null() | (column("currency") != column("first_currency"))
    faults.append(_fault(typed, unknown, "currency", "not_a_choice", column("currency")))
    return faults


def _fault(frame: pl.DataFrame, wrong: pl.Expr, field: str, reason: str, value: pl.Expr) -> pl.DataFrame:
    return frame.filter(wrong).select(
        ROW, field=pl.lit(field), reason=pl.lit(reason), value=value.cast(pl.String).str.slice(0, 300)
    )


def customers_of(frame: pl.DataFrame, context: ImportContext) -> pl.DataFrame:
    """Return the customers that the lines name, each once, in the fields of the kind `customers`."""
    with translation.override(context.actor.locale):
        called = _("Customer %(number)s") % {"number": "\x1f"}
    named = frame.filter(pl.col("customer_key").is_not_null()).unique(
        "customer_key", keep="first", maintain_order=True
    )
    before, _sign, behind = called.partition("\x1f")
    by_number = pl.lit(before) + pl.col("customer") + pl.lit(behind)
    name = (
        pl.when(pl.col("customer_name") != "")
        .then(pl.col("customer_name"))
        .when(pl.col("customer") != "")
        .then(by_number)
    )
    return named.select(
        ROW,
        external_id=pl.col("customer"),
        name=name.otherwise(pl.col("email")),
        email=pl.col("email"),
        phone=pl.col("phone"),
        country=pl.col("country"),
    )
