"""How a list is ordered and walked, as rooms declare it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

Place = tuple[Any, UUID]
"""Where a walk stopped: the value of the order's column, and the id that breaks ties."""


class Phase(Protocol):
    """A stretch of an order, served by one index: those that have a value, then those without."""

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return these rows beyond a place, in order, as tuples: the value, if there is one, and the id."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """An order a list may be asked for. `read` turns a cursor's text back into the column's value.

    Rows without a value stand last in both directions, so each order has up to two phases.
    """

    phases: tuple[Phase, ...]
    read: Callable[[str], Any] = field(default=str)


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
