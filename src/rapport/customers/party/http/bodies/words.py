"""The words and shapes of single fields."""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import FILLED, AnyZone, sorted_by

Kind = Literal["person", "company", "household"]
Stage = Literal["prospect", "customer", "former"]
Origin = Literal["own", "purchased", "rented", "self"]
Role = Literal["customer", "prospect", "partner", "supplier", "competitor", "agency", "press"]
PointKind = Literal["email", "phone", "fax", "handle", "web"]
FirmTie = Literal["employee_of", "subsidiary_of", "partner_of", "agent_of"]
TieKind = FirmTie | Literal["in_household", "spouse_of", "parent_of", "referred_by"]
Sort = Annotated[
    str,
    sorted_by(
        *("name", "created", "spent", "last_order", "orders"),
        *("stage", "country", "city", "birth_date", "last_touch"),
    ),
]


_SEEN: JsonDict = {"type": "string", "pattern": FILLED}


def one_of(*names: str, schema: JsonDict | None = None) -> list[JsonValue]:
    """Say in a description that at least one of these fields must be there, filled."""
    return [{"required": [name], "properties": {name: schema or _SEEN}} for name in names]


def text(most: int, least: int = 0) -> Any:
    """A line of at most so many characters, without nulls."""
    return StringConstraints(pattern=r"^[^\x00]*$", max_length=most, min_length=least)


Line40 = Annotated[str, text(40)]
Line120 = Annotated[str, text(120)]
Line300 = Annotated[str, text(300)]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Za-z]{2})?$"), Field(description="ISO 3166-1.")]
Zone = Annotated[AnyZone, Field(description="IANA zone such as Europe/Berlin.")]
System = Annotated[str, StringConstraints(pattern=FILLED, max_length=60, min_length=1)]
Number = Annotated[str, StringConstraints(pattern=FILLED, max_length=200, min_length=1)]
TagName = Annotated[str, StringConstraints(pattern=FILLED, max_length=60, min_length=1)]
PointValue = Annotated[str, StringConstraints(pattern=FILLED, max_length=320, min_length=1)]

# What a value must look like for each kind of contact point; national phone numbers belong to a country.
POINT_SHAPES: dict[tuple[str, ...], dict[str, str]] = {
    ("email",): {"format": "email"},
    ("phone", "fax"): {"format": "phone"},
    ("web",): {"format": "web-page"},
    ("handle",): {},
}
