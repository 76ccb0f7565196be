"""Texts of cells as numbers, days and moments, in the writings files use."""

from collections.abc import Sequence
from typing import Final

import polars as pl

DAYS: Final = (
    "%Y-%m-%d",
    "%Y%m%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%B %d, %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d %b %Y",
)
DAY_FIRST: Final = ("%d/%m/%Y", "%d-%m-%Y")
MONTH_FIRST: Final = ("%m/%d/%Y", "%m-%d-%Y")
TIME_BEHIND: Final = (
    r"[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([AaPp][Mm])?\s*(Z|[+-]\d{2}:?\d{2})?$"
)


def number_text(text: pl.Expr) -> pl.Expr:
    """Return a number as PostgreSQL reads it, null where it is none.

    Currency signs and spaces go; `1,234.50`, `1.234,50`, `12,5` and `(3.00)` are understood.
    """
    bare = (
        text.str.replace_all(r"[\s\x{a0}\x{202f}'€$£¥￥元]", "")
        .str.replace(r"^\((.+)\)$", "-$1")
        .str.replace("^[−–]", "-")
    )
    thousands = bare.str.contains(r"^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$")
    european = bare.str.contains(r"^[+-]?[1-9]\d{0,2}(\.\d{3})+,\d+$")
    comma = bare.str.contains(r"^[+-]?\d+,\d{1,2}$") | bare.str.contains(r"^[+-]?0,\d+$")
    plain = (
        pl.when(thousands)
        .then(bare.str.replace_all(",", "", literal=True))
        .when(european)
        .then(bare.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(comma)
        .then(bare.str.replace(",", ".", literal=True))
        .otherwise(bare)
    )
    fits = plain.str.contains(r"^[+-]?(\d{1,12}(\.\d{0,12})?|\.\d{1,12})$")
    scientific = plain.str.contains(r"^[+-]?\d(\.\d{1,12})?[eE][+-]?\d{1,2}$")
    return pl.when(fits | scientific).then(plain).otherwise(None)


def day(text: pl.Expr, *, day_first: bool) -> pl.Expr:
    """Return a day in any usual writing; a time behind it is left out."""
    bare = text.str.replace(TIME_BEHIND, "").str.strip_chars()
    forms = (*DAYS, *(DAY_FIRST + MONTH_FIRST if day_first else MONTH_FIRST + DAY_FIRST))
    return bare.map_batches(lambda texts: _first_fitting(texts, forms), return_dtype=pl.Date)


def _first_fitting(texts: pl.Series, forms: Sequence[str]) -> pl.Series:
    """Read each text by the first form that fits: a file keeps to one, so the others see what is left."""
    days = texts.str.to_date(forms[0], strict=False, exact=True)
    for form in forms[1:]:
        left = (days.is_null() & (texts != "")).arg_true()
        if not left.len():
            break
        days = days.scatter(left, texts.gather(left).str.to_date(form, strict=False, exact=True))
    return days


def moment(text: pl.Expr, *, zone: str, day_first: bool) -> pl.Expr:
    """Return a moment in UTC; a writing without an offset is of `zone` (IANA), one without a time its
    midnight.

    An hour that comes twice is the first; one that a change of clocks leaves out is an hour later.
    """
    hour = _part(text, 1)
    half = text.str.extract(TIME_BEHIND, 4).str.to_lowercase()
    hours = pl.when(half == "pm").then(hour % 12 + 12).when(half == "am").then(hour % 12).otherwise(hour)
    seconds = hours.fill_null(0) * 3600 + _part(text, 2).fill_null(0) * 60 + _part(text, 3).fill_null(0)
    valid = hours.fill_null(0).is_between(0, 23) & _part(text, 2).fill_null(0).is_between(0, 59)
    local = pl.when(valid).then(
        day(text, day_first=day_first).cast(pl.Datetime("us")) + pl.duration(seconds=seconds)
    )
    there = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    later = (local + pl.duration(hours=1)).dt.replace_time_zone(
        zone, ambiguous="earliest", non_existent="null"
    )
    in_zone = pl.coalesce(there, later).dt.convert_time_zone("UTC")
    offset = text.str.extract(TIME_BEHIND, 5)
    minutes = (
        pl.when(offset == "Z")
        .then(pl.lit(0))
        .otherwise(
            (
                offset.str.slice(1, 2).cast(pl.Int64, strict=False) * 60
                + offset.str.slice(-2).cast(pl.Int64, strict=False)
            )
            * pl.when(offset.str.starts_with("-")).then(-1).otherwise(1)
        )
    )
    exact = (local - pl.duration(minutes=minutes)).dt.replace_time_zone("UTC")
    return pl.when(offset.is_not_null()).then(exact).otherwise(in_zone)


def _part(text: pl.Expr, group: int) -> pl.Expr:
    return text.str.extract(TIME_BEHIND, group).cast(pl.Int64, strict=False)
