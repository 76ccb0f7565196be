"""Orders of a list by a custom field: its typed value column, the record breaking ties, one index each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from rapport.kernel.fields.contracts import FieldInfo
from rapport.kernel.fields.models import FieldValue
from rapport.kernel.fields.rules import COLUMN_OF_TYPE
from rapport.kernel.paging.api import Order, Place, read_one, reader_of

_READERS = {"text": "text", "integer": "number", "date": "day", "timestamp": "moment", "choice": "id"}


@dataclass(frozen=True, slots=True)
class ValuePhase:
    """The records that have a value of the field, by it."""

    field_id: UUID
    value: str
    reader: Callable[[str], Any]
    id: str = "record_id"

    def stretch(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the values of these records."""
        values = FieldValue.objects.filter(field_id=self.field_id, **{f"{self.value}__isnull": False})
        return values.filter(record_id__in=rows.order_by().values("id"))

    def reach(self, rows: QuerySet[Any], key: Combinable) -> Combinable:
        """Return the key of the record a value belongs to."""
        record = rows.model._default_manager.filter(pk=OuterRef("record_id"))
        return Subquery(record.annotate(reached=key).values("reached"))

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return (value, record) beyond a place, walking the field's own index."""
        values = self.stretch(rows)
        if after is not None:
            beyond = TupleLessThan if descending else TupleGreaterThan
            values = values.filter(beyond(Tuple(F(self.value), F("record_id")), after))
        sign = "-" if descending else ""
        return values.order_by(f"{sign}{self.value}", f"{sign}record_id").values_list(self.value, "record_id")

    def ways(self, *, descending: bool) -> Sequence[str]:
        """Return the way of the value and of the record."""
        return ("desc" if descending else "asc",) * 2

    def read(self, text: str | None) -> Any:
        """Return the value; raises `ValueError`."""
        return read_one(text, self.reader)


@dataclass(frozen=True, slots=True)
class NoValuePhase:
    """The records without a value of the field, by id."""

    field_id: UUID
    value: str = ""
    id: str = "id"

    def stretch(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the records without one."""
        return rows.filter(
            ~Exists(FieldValue.objects.filter(field_id=self.field_id, record_id=OuterRef("id")))
        )

    def reach(self, rows: QuerySet[Any], key: Combinable) -> Combinable:
        """Return the key itself: the rows are the records."""
        return key

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return the records beyond a place."""
        rows = self.stretch(rows)
        if after is not None:
            rows = rows.filter(**{f"id__{'lt' if descending else 'gt'}": after[1]})
        return rows.order_by("-id" if descending else "id").values_list("id")

    def ways(self, *, descending: bool) -> Sequence[str]:
        """Return the way of the record."""
        return ("desc" if descending else "asc",)

    def read(self, text: str | None) -> None:
        """Return nothing, as there is none."""


def order_by_field(field: FieldInfo) -> Order:
    """Return the order of a list by a custom field; records without a value come last."""
    column = COLUMN_OF_TYPE[field.type]
    phases = (ValuePhase(field.id, column, reader_of(_READERS[field.type])), NoValuePhase(field.id))
    beside = FieldValue.objects.filter(field_id=field.id, record_id=OuterRef("pk"))
    return Order(phases, Subquery(beside.values(column)))
