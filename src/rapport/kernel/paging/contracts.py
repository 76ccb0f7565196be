"""How a list is ordered and walked, as rooms declare it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

Place = tuple[Any, UUID]
"""Where a walk stopped: the value of the order's column (several of several), and the id that breaks ties."""


class Phase(Protocol):
    """A stretch of an order, served by one index: those that have a value, then those without."""

    @property
    def value(self) -> str:
        """The column its rows are ordered by; none where the id alone orders them."""
        ...

    @property
    def id(self) -> str:
        """The column that holds the record's id."""
        ...

    def stretch(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return what of these records lies in the stretch: themselves, or rows beside them."""
        ...

    def reach(self, rows: QuerySet[Any], key: Combinable) -> Combinable:
        """Return how a key of these records is read from the rows of the stretch."""
        ...

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return these rows beyond a place, in order, as tuples: the values, if there are any, and the id."""
        ...

    def ways(self, *, descending: bool) -> Sequence[str]:
        """Return how each of the values and the id are ordered, as SQL says it."""
        ...

    def read(self, text: str | None) -> Any:
        """Return what a cursor keeps of the values; raises `ValueError` for what it cannot have kept."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """An order a list may be asked for.

    Rows without a value stand last in both directions, so each order has up to two phases. `key` is the value
    as an expression of the record, null for nothing: by it the order breaks another's ties.
    """

    phases: tuple[Phase, ...]
    key: Combinable


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows match: exact, or an estimate where counting would take long."""

    count: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Walk:
    """One page of ids, and the cursors of its neighbours (empty where there is none).

    `counted` is how many rows match, where the page came to know it.
    """

    ids: list[UUID]
    next_cursor: str = ""
    previous_cursor: str = ""
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose pages these are: a member, and what they asked, as a text that differs where answers may."""

    member_id: UUID
    asked: str
