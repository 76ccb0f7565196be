"""A kind of record as a list: what its room says once, so that every list works alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic
from uuid import UUID

from django.db.models import QuerySet

from rapport.kernel.identity.contracts import Actor
from rapport.kernel.paging.contracts import Order
from rapport.ui.contracts.columns import Column, Label, Row
from rapport.ui.contracts.listing import Action, BulkAction, Empty, Filter, ListState

FILES: tuple[tuple[str, Label], ...] = (("csv", "CSV"), ("xlsx", "Excel"), ("jsonl", "JSON lines"))
"""The forms every list may go out in."""
Actions = Callable[[Actor], Sequence[Action]]


def _none(*ignored: object) -> Sequence[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Board:
    """A list as a board: a lane for each of `lanes` (value, name), which `field` of the kind's filter may be.

    `move` takes a record to another lane as its page does, raising what that raises, and returns
    the address that takes it back; `moves` says who may.
    """

    field: str
    lanes: Sequence[tuple[str, Label]]
    move: Callable[[UUID, str, Actor], str]
    moves: Callable[[Actor], bool]


def _never(name: str, actor: Actor) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A list as a calendar by one of `days`, fields of the kind's filter that an index serves; the business's
    own fields of days and moments join them.

    `move` takes a record to another day as its page does, raising what that raises, and returns the address
    that takes it back; `moves` says of which fields the actor may.
    """

    days: Sequence[str] = ()
    move: Callable[[UUID, str, date, Actor], str] | None = None
    moves: Callable[[str, Actor], bool] = _never


@dataclass(frozen=True, kw_only=True)
class RecordList(Generic[Row]):
    """A kind of record as a list.

    `rows` are the records within the actor's scope; `narrow` applies what the address says (filters, search)
    by leakproof comparisons; `orders` name what may be sorted by, each served by an index; `load` reads
    the lines of some ids in a bounded number of queries, in their order, blank where roles hide fields.
    `fields` is the kind of custom fields that become columns, orders and cells of their own. `files` are the
    forms the list goes out in (ending, name), whole, as narrowed, or the rows selected: its `name` says which
    list to the room that gives files out. `keep` names other parameters of the address that narrow; `counted`
    is off where counting what matches would read far more than a page does. `groups` name the fields of the
    kind's filter by which records may be put together, `sums` the fields of numbers and money that are added
    up then, and of all that matches. `board` shows the same records in lanes, `calendar` on days; `places`
    are ladders of fields, such as country and city, down which they are counted.
    """

    kind: str
    name: str
    path: str
    title: Label
    columns: Callable[[Actor], Sequence[Column[Row]]]
    rows: Callable[[Actor], QuerySet[Any]]
    narrow: Callable[[QuerySet[Any], ListState, Actor], QuerySet[Any]]
    orders: Mapping[str, Order]
    load: Callable[[Sequence[UUID], Actor], Sequence[Row]]
    default_sort: str
    filters: Callable[[Actor], Sequence[Filter]] = field(default=_none)
    search_label: Label = ""
    fields: str = ""
    bulk: Callable[[Actor, Sequence[Filter]], Sequence[BulkAction]] = field(default=_none)
    actions: Actions = field(default=_none)
    files: Sequence[tuple[str, Label]] = ()
    keep: Sequence[str] = ()
    counted: bool = True
    groups: Sequence[str] = ()
    sums: Sequence[str] = ()
    board: Board | None = None
    calendar: Calendar | None = None
    places: Sequence[Sequence[str]] = ()
    empty: Callable[[Actor], Empty | None] = field(default=lambda actor: None)
