"""The front door of paging."""

from rapport.kernel.paging.contracts import Counted, Order, Phase, Place, Reader, Walk
from rapport.kernel.paging.operations import browse
from rapport.kernel.paging.queries.counting import count, count_all, estimate
from rapport.kernel.paging.queries.phases import (
    ColumnPhase,
    ColumnType,
    by_column,
    by_id,
    by_nullable,
    by_text,
    read_one,
)
from rapport.kernel.paging.queries.ties import order_by_all
from rapport.kernel.paging.queries.walking import in_order, walk
from rapport.kernel.paging.rules import MOST_SORTS, read_sorts, reader_of

__all__ = [
    "MOST_SORTS",
    "ColumnPhase",
    "ColumnType",
    "Counted",
    "Order",
    "Phase",
    "Place",
    "Reader",
    "Walk",
    "browse",
    "by_column",
    "by_id",
    "by_nullable",
    "by_text",
    "count",
    "count_all",
    "estimate",
    "in_order",
    "order_by_all",
    "read_one",
    "read_sorts",
    "reader_of",
    "walk",
]
