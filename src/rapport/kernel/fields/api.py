"""The front door of custom fields."""

from rapport.kernel.fields.contracts import Choice, FieldData, FieldInfo, FieldType, RowRefusal
from rapport.kernel.fields.definitions import change_field, define_field
from rapport.kernel.fields.operations import (
    drop_values,
    refuse_values,
    write_values,
    write_values_bulk,
)
from rapport.kernel.fields.ordering import order_by_field
from rapport.kernel.fields.queries import (
    VALUES_BESIDE,
    get_field,
    list_all_fields,
    list_fields,
    load_seen_values,
    load_values,
    matching,
    read_values,
    value_rows,
)
from rapport.kernel.fields.registry import list_kinds, register_kind
from rapport.kernel.fields.rules import make_code
from rapport.kernel.fields.shapes import CustomIn, CustomOut, CustomValues

__all__ = [
    "VALUES_BESIDE",
    "Choice",
    "CustomIn",
    "CustomOut",
    "CustomValues",
    "FieldData",
    "FieldInfo",
    "FieldType",
    "RowRefusal",
    "change_field",
    "define_field",
    "drop_values",
    "get_field",
    "list_all_fields",
    "list_fields",
    "list_kinds",
    "load_seen_values",
    "load_values",
    "make_code",
    "matching",
    "order_by_field",
    "read_values",
    "refuse_values",
    "register_kind",
    "value_rows",
    "write_values",
    "write_values_bulk",
]
