"""Telephone numbers in E.164: the common forms of big countries by pattern, all others by phonenumbers."""

from collections.abc import Iterable
from typing import Final

import phonenumbers
import polars as pl

# Country → (code, pattern of a mobile number without trunk prefix, trunk prefix): some 280 µs saved for
# each number.
PATTERNS: Final = {
    "CN": ("+86", r"1[3-9]\d{9}", ""),
    "US": ("+1", r"[2-9]\d{2}[2-9]\d{6}", "1?"),
    "CA": ("+1", r"[2-9]\d{2}[2-9]\d{6}", "1?"),
    "GB": ("+44", r"7[1-57-9]\d{8}", "0"),
    "DE": ("+49", r"1[5-7]\d{8,9}", "0"),
    "FR": ("+33", r"[67]\d{8}", "0"),
}
PLAIN: Final = (
    "^(" + "|".join(code.replace("+", r"\+") + pattern for code, pattern, _ in PATTERNS.values()) + ")$"
)
LEAST_DIGITS: Final = 5


def normal_phone(text: str, country: str) -> str | None:
    """Return a number in E.164, as bare digits where it fits no country's plan, or None where it is no
    number.
    """
    try:
        number = phonenumbers.parse(text, country or None)
        if phonenumbers.is_possible_number(number) and len(str(number.national_number)) >= LEAST_DIGITS:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    digits = "".join(one for one in text if one.isdigit() and one.isascii())
    return digits if LEAST_DIGITS <= len(digits) <= 20 else None


def with_normal_phones(points: pl.DataFrame) -> pl.DataFrame:
    """Return contact points (`value`, `country`) with `normal`, null where the value is no number."""
    column = pl.col
    packed = points.with_columns(
        packed=column("value").str.replace_all(r"[^\d+]", "").str.replace(r"^00", "+"),
        lettered=column("value").str.contains(r"[A-Za-z#*;,]"),
    )
    plain = ~column("lettered") & column("packed").str.contains(PLAIN)
    known = packed.with_columns(normal=pl.when(plain).then("packed"))
    left = known["normal"].is_null().arg_true()
    if left.len():
        known = known.with_columns(known["normal"].scatter(left, _national(known[left])))
    rest = known.filter(column("normal").is_null()).select("value", "country").unique()
    if not rest.height:
        return known.drop("packed", "lettered")
    found = rest.with_columns(parsed=pl.Series(list(_parse(rest.iter_rows())), dtype=pl.String))
    joined = known.join(found, on=["value", "country"], how="left", maintain_order="left")
    return joined.with_columns(normal=pl.coalesce("normal", "parsed")).drop("packed", "lettered", "parsed")


def _national(points: pl.DataFrame) -> pl.Series:
    """Return in E.164 the mobile numbers written as people of their country write them to each other."""
    forms = []
    for country, (code, pattern, trunk) in PATTERNS.items():
        fits = (pl.col("country") == country) & pl.col("packed").str.contains(f"^{trunk}{pattern}$")
        bare = pl.col("packed").str.replace(f"^{trunk}", "") if trunk else pl.col("packed")
        forms.append(pl.when(~pl.col("lettered") & fits).then(pl.lit(code) + bare))
    return points.select(pl.coalesce(forms)).to_series()


def _parse(pairs: Iterable[tuple[str, ...]]) -> Iterable[str | None]:
    return (normal_phone(text, country) for text, country in pairs)
