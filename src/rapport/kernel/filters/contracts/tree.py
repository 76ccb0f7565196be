"""The filter itself: a tree of conditions, and what is wrong with one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rapport.kernel.errors import Invalid

VERSION = 1
"""The version of the stored form; a later one reads all earlier ones."""
DEEPEST, MOST_PARTS, MOST_VALUES, LONGEST_VALUE, LONGEST = 12, 200, 500, 500, 65_536
"""Levels of a tree, its parts, values of one condition, characters of a value, bytes in all."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, an operator and its values as text, such as ("country", "any_of", ("DE", "AT"))."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class And:
    """Every part matches; without parts everything does."""

    parts: tuple["Filter", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part matches."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match: because it compares otherwise, or because there is nothing to compare."""

    part: "Filter"


@dataclass(frozen=True, slots=True)
class Related:
    """`some`: a record tied to this one (an order of a customer) matches; otherwise none does."""

    relation: str
    where: "Filter"
    some: bool = True


Filter: TypeAlias = Condition | And | Or | Not | Related
EVERYTHING = And()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a filter: where in it, of which field, and why."""

    path: str
    field: str
    reason: str


class InvalidFilter(Invalid):
    """A filter that cannot be read; `fields` maps each path in it to the reason."""

    def __init__(self, message: str, refusals: Sequence[Refusal]) -> None:
        super().__init__(message, code="invalid-filter", fields={one.path: one.reason for one in refusals})
        self.refusals = tuple(refusals)
