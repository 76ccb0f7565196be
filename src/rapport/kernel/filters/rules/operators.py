"""Which operators a type has, and how many values each takes."""

from collections.abc import Mapping
from typing import Literal

from rapport.kernel.filters.contracts import FieldType, FilterField

Arity = Literal["none", "one", "pair", "list"]
_EQUAL = ("is", "is_not", "any_of", "none_of")
_ORDER = ("above", "at_least", "below", "at_most", "between")
_THERE = ("filled", "empty")
_DAYS = ("on", "before", "after", "from", "until", "between", "within")

OPERATORS: Mapping[FieldType, tuple[str, ...]] = {
    "text": (*_EQUAL, "starts_with", "contains", *_THERE),
    "number": ("is", "is_not", *_ORDER, *_THERE),
    "money": ("is", "is_not", *_ORDER, *_THERE),
    "date": (*_DAYS, "yearly", *_THERE),
    "instant": (*_DAYS, *_THERE),
    "boolean": ("is",),
    "choice": (*_EQUAL, *_THERE),
    "reference": (*_EQUAL, "under", *_THERE),
    "tags": ("any_of", "all_of", "none_of", *_THERE),
}
_ARITY: Mapping[str, Arity] = {
    "filled": "none",
    "empty": "none",
    "between": "pair",
    "any_of": "list",
    "none_of": "list",
    "all_of": "list",
}


def operators_of(field: FilterField) -> tuple[str, ...]:
    """Return the operators a field offers, the commonest first."""
    left_out = {
        "contains": not field.searched,
        "under": field.target != "unit",
    }
    return tuple(name for name in OPERATORS[field.type] if not left_out.get(name, False))


def arity_of(operator: str) -> Arity:
    """Return how many values an operator takes."""
    return _ARITY.get(operator, "one")


def next_text(prefix: str) -> str:
    """Return the first text after every text that begins so, by code points; empty where there is none."""
    while prefix:
        last = ord(prefix[-1]) + 1
        if last == 0xD800:
            last = 0xE000
        if last <= 0x10FFFF:
            return prefix[:-1] + chr(last)
        prefix = prefix[:-1]
    return ""
