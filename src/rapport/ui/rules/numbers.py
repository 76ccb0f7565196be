"""Counts, shares and sizes written for a locale."""

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_compact_decimal, format_decimal, format_percent


@lru_cache(maxsize=4096)
def write_number(value: int | float | Decimal, locale: str, digits: int = 2) -> str:
    """A number with the locale's separators and at most `digits` decimals."""
    return format_decimal(value, format=f"#,##0.{'#' * digits}" if digits else "#,##0", locale=locale)


def write_share(value: float | Decimal, locale: str, digits: int = 0) -> str:
    """A share of one as a percentage: 0.25 -> 25%."""
    return format_percent(value, format=f"#,##0.{'0' * digits}%" if digits else "#,##0%", locale=locale)


def write_count(value: int, locale: str) -> str:
    """A rounded count for estimates: 1234567 -> 1.2M (123.5万 in Chinese)."""
    return (
        format_compact_decimal(value, locale=locale, fraction_digits=1)
        if value >= 10_000
        else write_number(value, locale)
    )


def write_size(size: int, locale: str) -> str:
    """Bytes as kB, MB, GB in steps of 1,000."""
    amount, unit = float(size), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    return f"{write_number(round(amount, 1 if unit != 'B' else 0), locale)} {unit}"
