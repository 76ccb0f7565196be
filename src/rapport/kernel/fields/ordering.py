"""Orders of a list by a custom field: its typed value column, the record breaking ties, one index each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from rapport.kernel.fields.contracts import FieldInfo
from rapport.kernel.fields.models import FieldValue
from rapport.kernel.fields.rules import COLUMN_OF_TYPE
from rapport.kernel.paging.api import Order, Place, reader_of

_READERS = {"text": "text", "integer": "number", "date": "day", "timestamp": "moment", "choice": "id"}


@dataclass(frozen=True, slots=True)
class ValuePhase:
    """The records that have a value of the field, by it."""

    field_id: UUID
    column: str

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return (value, record) beyond a place, walking the field's own index."""
        values = FieldValue.objects.filter(field_id=self.field_id, **{f"{self.column}__isnull": False})
        values = values.filter(record_id__in=rows.order_by().values("id"))
        if after is not None:
            beyond = TupleLessThan if descending else TupleGreaterThan
            values = values.filter(beyond(Tuple(F(self.column), F("record_id")), after))
        sign = "-" if descending else ""
        ordered = values.order_by(f"{sign}{self.column}", f"{sign}record_id")
        return ordered.values_list(self.column, "record_id")


@dataclass(frozen=True, slots=True)
class NoValuePhase:
    """The records without a value of the field, by id."""

    field_id: UUID

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return the records beyond a place."""
        valued = FieldValue.objects.filter(field_id=self.field_id, record_id=OuterRef("id"))
        rows = rows.filter(~Exists(valued))
        if after is not None:
            rows = rows.filter(**{f"id__{'lt' if descending else 'gt'}": after[1]})
        return rows.order_by("-id" if descending else "id").values_list("id")


def order_by_field(field: FieldInfo) -> Order:
    """Return the order of a list by a custom field; records without a value come last."""
    phases = (ValuePhase(field.id, COLUMN_OF_TYPE[field.type]), NoValuePhase(field.id))
    return Order(phases, reader_of(_READERS[field.type]))
