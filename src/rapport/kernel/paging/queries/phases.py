"""Orders by columns of the records themselves, each stretch of them served by one index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import NullIf

from rapport.kernel.paging.contracts import Order, Place
from rapport.kernel.paging.rules import reader_of

ColumnType = Literal["text", "number", "day", "moment", "id"]


@dataclass(frozen=True, slots=True)
class ColumnPhase:
    """The rows that `holds` lets in, by one of their own columns; without a column by id alone."""

    holds: Q
    value: str = ""
    reader: Callable[[str], Any] = str
    id: str = "id"

    def stretch(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the records the condition lets in."""
        return rows.filter(self.holds)

    def reach(self, rows: QuerySet[Any], key: Combinable) -> Combinable:
        """Return the key itself: the rows are the records."""
        return key

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return (value, id) beyond a place; the pair is compared as one, so equal values cost nothing."""
        rows = self.stretch(rows)
        sign = "-" if descending else ""
        if not self.value:
            if after is not None:
                rows = rows.filter(**{f"id__{'lt' if descending else 'gt'}": after[1]})
            return rows.order_by(f"{sign}id").values_list("id")
        if after is not None:
            beyond = TupleLessThan if descending else TupleGreaterThan
            rows = rows.filter(beyond(Tuple(F(self.value), F("id")), after))
        return rows.order_by(f"{sign}{self.value}", f"{sign}id").values_list(self.value, "id")

    def ways(self, *, descending: bool) -> Sequence[str]:
        """Return the way of the column, if there is one, and of the id."""
        return ("desc" if descending else "asc",) * (2 if self.value else 1)

    def read(self, text: str | None) -> Any:
        """Return the column's value; raises `ValueError`."""
        return read_one(text, self.reader) if self.value else None


def read_one(text: str | None, reader: Callable[[str], Any]) -> Any:
    """Return the value of a column that always has one; raises `ValueError`."""
    if text is None:
        raise ValueError("no value")
    return reader(text)


def by_id(*, holds: Q | None = None) -> Order:
    """Order by id, which is by time of creation."""
    return Order((ColumnPhase(holds or Q()),), F("id"))


def by_column(column: str, type: ColumnType = "text") -> Order:
    """Order by a column that is never empty; an index (tenant_id, column, id) serves it."""
    return Order((ColumnPhase(Q(), column, reader_of(type)),), F(column))


def by_text(column: str) -> Order:
    """Order by a text that may be empty; the empty ones come last."""
    phases = (ColumnPhase(Q(**{f"{column}__gt": ""}), column), ColumnPhase(Q(**{column: ""})))
    return Order(phases, NullIf(F(column), Value("")))


def by_nullable(column: str, type: ColumnType, *, holds: Q | None = None, lacks: Q | None = None) -> Order:
    """Order by a column some rows have nothing in; `holds` and `lacks` name partial indexes' conditions."""
    filled = holds if holds is not None else Q(**{f"{column}__isnull": False})
    empty = lacks if lacks is not None else Q(**{f"{column}__isnull": True})
    key = Case(When(filled, then=F(column)))
    return Order((ColumnPhase(filled, column, reader_of(type)), ColumnPhase(empty)), key)
