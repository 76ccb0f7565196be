"""How a fact becomes a row: the columns of its table from the type its room wrote it as."""

import types
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin
from uuid import UUID

import msgspec
import pyarrow as pa

MOMENT = pa.timestamp("us", "UTC")
ENVELOPE = pa.schema(
    [
        ("id", pa.string()),
        ("occurred_at", MOMENT),
        ("recorded_at", MOMENT),
        ("subject_id", pa.string()),
        ("subject_version", pa.int64()),
        ("actor_id", pa.string()),
        ("unit_id", pa.string()),
        ("cause_id", pa.string()),
    ]
)
"""What every fact has; the columns are named `fact_…`."""
PREFIX = "fact_"
_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    UUID: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: MOMENT,
    Decimal: pa.string(),
}
FREE = pa.string()
"""Of what has no shape of its own the JSON text is kept."""


def payload_type(kind: type[msgspec.Struct] | None) -> pa.DataType:
    """Return the type of a fact's payload; of a fact nobody tells any more the text is kept."""
    return FREE if kind is None else _struct(kind)


def type_of(hint: Any) -> pa.DataType:
    """Return the column type of a field's type; every column may be empty."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _struct(hint)
    origin, parts = get_origin(hint), [part for part in get_args(hint) if part is not types.NoneType]
    if origin in (Union, types.UnionType) and len(parts) == 1:
        return type_of(parts[0])
    if origin in (list, tuple, Sequence, frozenset, set):
        items = {part for part in parts if part is not Ellipsis}
        return pa.list_(type_of(items.pop())) if len(items) == 1 else FREE
    if isinstance(hint, type) and issubclass(hint, str):
        return pa.string()
    return FREE


def free_text(value: Any, hint: Any) -> Any:
    """Return the value with everything that has no shape of its own as JSON text."""
    if value is None or hint in _PLAIN:
        return value
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        shapes = _shapes_of(hint)
        return {name: free_text(one, shapes[name]) for name, one in value.items() if name in shapes}
    parts = [part for part in get_args(hint) if part not in (types.NoneType, Ellipsis)]
    if get_origin(hint) in (Union, types.UnionType) and len(parts) == 1:
        return free_text(value, parts[0])
    shape = type_of(hint)
    if pa.types.is_list(shape):
        return [free_text(one, parts[0]) for one in value]
    return value if isinstance(value, str) and isinstance(hint, type) else msgspec.json.encode(value).decode()


@cache
def names_of_free(kind: type[msgspec.Struct]) -> frozenset[str]:
    """Return the names of fields, those of inner records too, that hold what has no shape of its own."""
    found: set[str] = set()
    for name, shape in _shapes_of(kind).items():
        inner = _struct_within(shape)
        if inner is not None:
            found |= names_of_free(inner)
        elif _is_free(shape):
            found.add(name)
    return frozenset(found)


def _struct_within(shape: Any) -> type[msgspec.Struct] | None:
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        return shape
    parts = _parts_of(shape)
    return None if len(parts) != 1 or get_origin(shape) is dict else _struct_within(parts.pop())


def _is_free(shape: Any) -> bool:
    if shape in _PLAIN or (isinstance(shape, type) and issubclass(shape, str)):
        return False
    parts = _parts_of(shape)
    return len(parts) != 1 or get_origin(shape) is dict or _is_free(parts.pop())


def _parts_of(shape: Any) -> set[Any]:
    return {part for part in get_args(shape) if part not in (types.NoneType, Ellipsis)}


@cache
def _shapes_of(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    """Return the type of each field by its name in JSON; asking msgspec costs as much as reading a fact."""
    return {field.encode_name: field.type for field in msgspec.structs.fields(kind)}


def columns_of(kind: type[msgspec.Struct] | None) -> Mapping[str, pa.DataType]:
    """Return every column of a fact's table with its type: the envelope's, the payload's, day and month."""
    payload = payload_type(kind)
    own = {field.name: field.type for field in payload} if pa.types.is_struct(payload) else {"payload": FREE}
    return {
        **{PREFIX + field.name: field.type for field in ENVELOPE},
        **own,
        "day": pa.date32(),
        "month": pa.string(),
    }


def clashes(rows: pa.Schema, table: pa.Schema) -> list[str]:
    """Return which columns of the rows the table holds as something else, with both types.

    New columns are none, nor are new fields inside a record: a table grows.
    """
    return [
        f"{field.name} was {table.field(field.name).type} and is {field.type}"
        for field in rows
        if field.name in table.names and not _fits(field.type, table.field(field.name).type)
    ]


def _fits(kind: pa.DataType, known: pa.DataType) -> bool:
    if pa.types.is_struct(kind) and pa.types.is_struct(known):
        held = {field.name: field.type for field in known}
        return all(_fits(field.type, held[field.name]) for field in kind if field.name in held)
    if _is_list(kind) and _is_list(known):
        return _fits(kind.value_type, known.value_type)
    return bool(kind == known) or (_is_text(kind) and _is_text(known))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_list_view(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _struct(kind: type[msgspec.Struct]) -> pa.DataType:
    return pa.struct([(name, type_of(shape)) for name, shape in _shapes_of(kind).items()])
