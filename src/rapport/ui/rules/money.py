"""Amounts in minor units written for a locale; a currency's shape is learnt from CLDR once."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    get_currency_precision,
    get_decimal_symbol,
    get_group_symbol,
)

_SAMPLE = Decimal(1234567)


@lru_cache(maxsize=4096)
def write_price(value: Decimal, currency: str, locale: str) -> str:
    """The price of one piece with every decimal it has, never fewer than its currency shows."""
    digits = get_currency_precision(currency)
    whole = value.quantize(Decimal(1).scaleb(-digits))
    return format_currency(value, currency, locale=locale, decimal_quantization=whole == value)


@dataclass(frozen=True, slots=True)
class MoneyShape:
    """What surrounds the digits of one currency in one locale."""

    digits: int
    before: str
    after: str
    minus_before: str
    minus_after: str
    group: str
    point: str
    plain: bool  # groups of three in western digits: the fast path is right


@lru_cache(maxsize=512)
def shape_of(currency: str, locale: str) -> MoneyShape:
    """The shape of a currency; an unknown code is written as the code itself with two digits."""
    parsed = Locale.parse(locale)
    digits = get_currency_precision(currency)
    group, point = get_group_symbol(parsed), get_decimal_symbol(parsed)
    core = format_decimal(_SAMPLE, format="#,##0", locale=parsed)
    standard = format_currency(_SAMPLE, currency, locale=parsed, currency_digits=True)
    tail = f"{core}{point}{'0' * digits}" if digits else core
    negative = format_currency(-_SAMPLE, currency, locale=parsed, currency_digits=True)
    plain = core == group.join(("1", "234", "567")) and tail in standard and tail in negative
    before, _, after = standard.partition(tail)
    minus_before, _, minus_after = negative.partition(tail)
    return MoneyShape(digits, before, after, minus_before, minus_after, group, point, plain)


def write_money(minor: int, currency: str, locale: str) -> str:
    """An amount of integer minor units, e.g. 123456 EUR -> €1,234.56 in English."""
    shape = shape_of(currency, locale)
    if not shape.plain:
        return format_currency(Decimal(minor).scaleb(-shape.digits), currency, locale=locale)
    whole, rest = divmod(abs(minor), 10**shape.digits)
    text = f"{whole:,}".replace(",", shape.group) if whole > 999 else str(whole)
    if shape.digits:
        text = f"{text}{shape.point}{rest:0{shape.digits}d}"
    if minor < 0:
        return f"{shape.minus_before}{text}{shape.minus_after}"
    return f"{shape.before}{text}{shape.after}"


def write_amount(major: Decimal, currency: str, locale: str) -> str:
    """A decimal amount in major units, rounded half-even to what the currency has."""
    digits = shape_of(currency, locale).digits
    return write_money(int(major.scaleb(digits).to_integral_value()), currency, locale)


def write_money_short(minor: int, currency: str, locale: str) -> str:
    """A rounded amount for tiles and axes, e.g. €1.2M; small amounts without minor units."""
    major = Decimal(minor).scaleb(-shape_of(currency, locale).digits)
    if abs(major) < 10_000:
        return _whole(major, currency, locale)
    return format_compact_currency(major, currency, locale=locale, fraction_digits=1)


def _whole(major: Decimal, currency: str, locale: str) -> str:
    shape = shape_of(currency, locale)
    number = format_decimal(abs(major).to_integral_value(), format="#,##0", locale=locale)
    return (
        f"{shape.minus_before}{number}{shape.minus_after}"
        if major < 0
        else f"{shape.before}{number}{shape.after}"
    )
