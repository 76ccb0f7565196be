"""Shapes of single fields that say in the description exactly what is taken."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

# At least one character somebody can see: what is left when a text is trimmed.
FILLED = (
    r"^[^\x00]*[^\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff][^\x00]*$"
)


class Exact:
    """A decimal number with at most so many digits before and after the point.

    Taken as text, which is exact, or as a number of JSON, which is rounded half to even to its places.
    `sign`: `+` above zero, `0` zero or above, `-` any sign but not zero, `±` any.
    """

    def __init__(self, whole: int, places: int, sign: str = "0", most: int | None = None) -> None:
        self.places, self.sign = places, sign
        self.most = Decimal(10**whole) - Decimal(1).scaleb(-places) if most is None else Decimal(most)
        self.least = Decimal(1).scaleb(-places) if sign in "+-" else Decimal(0)
        self.pattern = _pattern(whole, places, signed=sign in "-±", zero=sign in "0±")
        self.reads = re.compile(self.pattern)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read by ourselves; write as text."""
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe both ways to send it."""
        above = {"type": "number", "minimum": float(self.least), "maximum": int(self.most)}
        below = {"type": "number", "minimum": -int(self.most), "maximum": -float(self.least)}
        numbers = [above, below] if self.sign in "-±" else [above]
        return {"anyOf": [{"type": "string", "pattern": self.pattern}, *numbers]}

    def read(self, value: Any) -> Decimal:
        """Return the number; raises ValueError when it is none, or none that fits."""
        if isinstance(value, Decimal):
            return value
        if isinstance(value, str) and self.reads.fullmatch(value):
            number = Decimal(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            number = self._rounded(value)
        else:
            raise ValueError("must be a decimal number written as text, such as 12.50")
        if abs(number) > self.most or abs(number) < self.least or (number < 0 and self.sign in "+0"):
            raise ValueError("is out of bounds")
        return number

    def _rounded(self, value: float) -> Decimal:
        try:
            return Decimal(repr(value)).quantize(Decimal(1).scaleb(-self.places))
        except InvalidOperation as error:
            raise ValueError("is out of bounds") from error


def _pattern(whole: int, places: int, *, signed: bool, zero: bool) -> str:
    """Return the pattern of a number's text; without `zero` at least one digit is none."""
    minus = "-?" if signed else ""
    fraction = rf"(\.[0-9]{{1,{places}}})?"
    if zero:
        return rf"^{minus}[0-9]{{1,{whole}}}{fraction}$"
    small = "|".join(
        "0" * before + "[1-9]" + (f"[0-9]{{0,{places - before - 1}}}" if before < places - 1 else "")
        for before in range(places)
    )
    return rf"^{minus}([1-9][0-9]{{0,{whole - 1}}}{fraction}|0\.({small}))$"


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("must be a time zone such as Europe/Berlin")
    return name


Switch = Annotated[bool, Field(strict=True)]
"""Yes or no, said as such: neither 1 nor "yes"."""
Prefix = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{0,14}$")]
"""The beginning of a telephone number in E.164."""
ZONES = sorted(available_timezones())
ZoneName = Annotated[str, AfterValidator(_known_zone), WithJsonSchema({"type": "string", "enum": ZONES})]
"""An IANA time zone."""
AnyZone = Annotated[
    str,
    AfterValidator(lambda name: name and _known_zone(name)),
    WithJsonSchema({"type": "string", "enum": ["", *ZONES]}),
]
"""An IANA time zone, or empty for none."""
