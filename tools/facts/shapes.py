"""The shape of a fact as plain data, what of a change is no addition, and a fact made up from a kept shape.

A shape names each field with its type in words; `name?` may be left out, a list holds the shape of its items.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import inspect

Shape = Any
"""A word, a list with the shape of its items, or fields by name."""
OR_NOTHING = " or nothing"
CHOICE = "one of "
EMPTY = "or nothing"
"""Names the shape of a list or record that may be empty."""
WORDS: dict[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.IntType: "whole number",
    inspect.FloatType: "number",
    inspect.BoolType: "yes or no",
    inspect.UUIDType: "id",
    inspect.DateTimeType: "moment",
    inspect.DateType: "day",
    inspect.DecimalType: "decimal",
    inspect.AnyType: "anything",
    inspect.NoneType: "nothing",
    inspect.DictType: "anything by name",
}
SAMPLES: dict[str, object] = {
    "text": "x",
    "whole number": 1,
    "number": 1.5,
    "yes or no": True,
    "id": "019aa000-0000-7000-8000-000000000001",
    "moment": "2026-01-02T03:04:05Z",
    "day": "2026-01-02",
    "decimal": "1.50",
    "anything": "x",
    "nothing": None,
    "anything by name": {"x": 1},
}


def shape_of(kind: type[msgspec.Struct]) -> Shape:
    """Return the shape of a fact's payload; raises KeyError for a type that has no word here."""
    return _shape(inspect.type_info(kind), _fields)


def words_of(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Return what each field holds, in words; a record inside is told by its name alone."""
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return {one.encode_name: _say(_shape(one.type, lambda inner: inner.cls.__name__)) for one in found.fields}


def records_in(kind: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """Return the records inside a fact by name, those inside them included."""
    found: dict[str, type[msgspec.Struct]] = {}

    def note(inner: inspect.StructType) -> Shape:
        found[inner.cls.__name__] = inner.cls
        return _fields_by(inner, note)

    _fields_by(inspect.type_info(kind), note)
    return found


def _fields(found: inspect.StructType) -> Shape:
    return _fields_by(found, _fields)


def _fields_by(found: inspect.Type, record: Callable[[inspect.StructType], Shape]) -> Shape:
    assert isinstance(found, inspect.StructType)
    return {
        f"{one.encode_name}{'' if one.required else '?'}": _shape(one.type, record)
        for one in sorted(found.fields, key=lambda one: one.encode_name)
    }


def _shape(found: inspect.Type, record: Callable[[inspect.StructType], Shape]) -> Shape:
    match found:
        case inspect.StructType():
            return record(found)
        case inspect.UnionType(types=types):
            return _union(types, record)
        case inspect.LiteralType(values=values):
            return CHOICE + ", ".join(sorted(map(str, values)))
        case inspect.EnumType(cls=kind):
            return CHOICE + ", ".join(sorted(str(one.value) for one in kind))
        case inspect.ListType() | inspect.SetType() | inspect.FrozenSetType() | inspect.VarTupleType():
            return [_shape(found.item_type, record)]
    return WORDS[type(found)]


def _union(types: Sequence[inspect.Type], record: Callable[[inspect.StructType], Shape]) -> Shape:
    given = [_shape(one, record) for one in types if not isinstance(one, inspect.NoneType)]
    shape = given[0] if len(given) == 1 else " or ".join(sorted(map(str, given)))
    if len(given) == len(types):
        return shape
    return shape + OR_NOTHING if isinstance(shape, str) else {EMPTY: shape}


def _say(shape: Shape) -> str:
    if isinstance(shape, Mapping):
        return _say(shape[EMPTY]) + OR_NOTHING
    return f"list of {_say(shape[0])}" if isinstance(shape, list) else str(shape)


def breaks(before: Shape, now: Shape, at: str = "") -> list[str]:
    """Return what of a change is no addition: facts told before could not be read, or lose something.

    Fields may be added that may be left out, and a choice may get more to choose from.
    """
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        new = {name.rstrip("?"): name for name in now}
        found = []
        for name, shape in before.items():
            there = new.pop(name.rstrip("?"), None)
            if there is None:
                found.append(f"{at}{name} is gone")
                continue
            if name.endswith("?") and not there.endswith("?"):
                found.append(f"{at}{there} may no longer be left out")
            found += breaks(shape, now[there], f"{at}{there}.")
        return found + [
            f"{at}{name} is new and may not be left out" for name in new.values() if name[-1] != "?"
        ]
    if isinstance(before, list) and isinstance(now, list):
        return breaks(before[0], now[0], at)
    if before == now or (_choices(before) and _choices(before) <= _choices(now)):
        return []
    return [f"{at.rstrip('.')} was {before} and is {now}"]


def _choices(shape: Shape) -> set[str]:
    if not isinstance(shape, str) or not shape.startswith(CHOICE):
        return set()
    return set(shape.removeprefix(CHOICE).removesuffix(OR_NOTHING).split(", "))


def sample(shape: Shape, *, whole: bool) -> Any:
    """Return a payload of a shape: with every field, or with nothing that may be left out or empty."""
    if isinstance(shape, Mapping):
        if EMPTY in shape:
            return sample(shape[EMPTY], whole=True) if whole else None
        return {
            name.rstrip("?"): sample(one, whole=whole)
            for name, one in shape.items()
            if whole or not name.endswith("?")
        }
    if isinstance(shape, list):
        return [sample(shape[0], whole=whole)] if whole else []
    if shape.endswith(OR_NOTHING) and not whole:
        return None
    word = shape.removesuffix(OR_NOTHING)
    return min(_choices(word), default=SAMPLES.get(word))
