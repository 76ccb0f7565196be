"""A list short enough to hold all its rows in hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic

from rapport.ui.contracts.columns import Column, Label, Row
from rapport.ui.contracts.listing.offers import Action, Empty


@dataclass(frozen=True, kw_only=True)
class ShortList(Generic[Row]):
    """Rows that are all in hand, since there are never many, in the order given: roles, teams, plans.

    `words` returns the text of a row that the search looks in; without it the list is not searched. Records
    without a bound are a `RecordList`.
    """

    name: str
    title: Label
    columns: Sequence[Column[Any]]
    rows: Sequence[Row]
    actions: Sequence[Action] = ()
    empty: Empty | None = None
    row_id: Callable[[Row], object] = attrgetter("id")
    words: Callable[[Row], str] | None = None
