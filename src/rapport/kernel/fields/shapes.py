"""Custom fields as programs send them, for the endpoints of every kind of record that takes them."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from rapport.kernel.fields.contracts import LONGEST_TEXT
from rapport.kernel.rest.api import Answer, Body

CustomValue = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=LONGEST_TEXT)] | int | None
CustomValues = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")], CustomValue],
    Field(
        max_length=200,
        description="Custom fields by code; null empties one. See /fields.",
        json_schema_extra={"additionalProperties": False},
    ),
]


class CustomIn(Body):
    """Custom fields to set, by code; null empties one, those left out stay."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"values": {"favourite_tea": "green"}}]}
    )

    values: CustomValues


class CustomOut(Answer):
    """The custom fields of a record that the caller may see and that hold something, by code."""

    values: dict[str, str | int]
