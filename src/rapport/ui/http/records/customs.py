"""Custom fields as columns of a list: typed like any other."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.kernel.fields.api import FieldData, FieldInfo
from rapport.kernel.identity.api import Actor
from rapport.ui.contracts.columns import Badge, Column, DateTime, Day, Number, Text

PREFIX = "field."
Values = Mapping[UUID, Mapping[str, FieldData]]


def name_of(field: FieldInfo) -> str:
    """The name of a custom field's column, which no column of a room has."""
    return f"{PREFIX}{field.code}"


def field_columns(kind: str, fields: list[FieldInfo], values: Values, actor: Actor) -> list[Column[Any]]:
    """A column for each custom field the actor may see, reading from values loaded later."""
    return [_column(field, values) for field in fields if actor.may_see(kind, field.code)]


def _column(field: FieldInfo, values: Values) -> Column[Any]:
    def read(row: Any) -> Any:
        return values.get(row.id, {}).get(field.code)

    shape: dict[str, Any] = {"sort": True, "hidden": True, "ruled_as": field.code}
    name, label = name_of(field), field.label
    if field.type == "integer":
        return Number(name, label, read, newest_first=True, **shape)
    if field.type == "date":
        return Day(name, label, read, newest_first=True, **shape)
    if field.type == "timestamp":
        return DateTime(name, label, read, newest_first=True, **shape)
    if field.type == "choice":
        return Badge(name, label, read, labels={one.code: one.label for one in field.choices}, **shape)
    return Text(name, label, read, **shape)
