"""The list itself: columns, rows, order, chips, links to its neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic

from django.utils.http import urlencode

from rapport.kernel.paging.api import MOST_SORTS
from rapport.ui.contracts.columns import Column, Label, Row
from rapport.ui.contracts.listing.calendar import CalendarSheet
from rapport.ui.contracts.listing.groups import FaceLink, Figures, GroupLink, GroupTable, Lane
from rapport.ui.contracts.listing.offers import Action, BulkAction, Empty, Sieve, Total
from rapport.ui.contracts.listing.state import Filter, ListState, Shown, Sort, ViewLink

TICK, RUNGS = 3.5, MOST_SORTS


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A whole list, ready to be drawn by `{% listing listing %}`, whatever its rows came from."""

    name: str
    title: Label
    columns: Sequence[Column[Any]]
    rows: Sequence[Row]
    state: ListState
    row_id: Callable[[Row], object] = attrgetter("id")
    next_cursor: str | None = None
    previous_cursor: str | None = None
    total: Total | None = None
    filters: Sequence[Filter] = ()
    searchable: bool = False
    search_label: Label = ""
    bulk: Sequence[BulkAction] = ()
    actions: Sequence[Action] = ()
    more: Sequence[Action] = ()
    empty: Empty | None = None
    row_tone: Callable[[Row], str] | None = None
    chooser: bool = False
    sieve: Sieve | None = None
    views: Sequence[ViewLink] = ()
    kind: str = ""
    groupings: Sequence[GroupLink] = ()
    groups: GroupTable | None = None
    lanes: Sequence[Lane] = ()
    moves: bool = False
    faces: Sequence[FaceLink] = ()
    calendar: CalendarSheet | None = None
    figures: Figures | None = None

    @cached_property
    def shown(self) -> list[Column[Any]]:
        """The columns on the page: those chosen, in their order, else those that are not hidden."""
        if not self.state.layout:
            return [column for column in self.columns if not column.hidden]
        known = {column.name: column for column in self.columns}
        return [known[one.name] for one in self.state.layout if one.name in known]

    @cached_property
    def shares(self) -> list[str]:
        """How much of the table's width each column takes, the tick box first."""
        chosen = {one.name: one.width for one in self.state.layout}
        rooms = [TICK] * self.selectable + [chosen.get(one.name) or one.room for one in self.shown]
        return [f"{room / sum(rooms):.2%}" for room in rooms]

    @property
    def wide(self) -> int:
        """The table's least width in rem where widths were chosen, else 0: then it fits its place."""
        if not any(one.width for one in self.state.layout):
            return 0
        chosen = {one.name: one.width for one in self.state.layout}
        return round(sum(chosen.get(one.name) or one.room for one in self.shown) + TICK)

    @cached_property
    def choices(self) -> list[dict[str, Any]]:
        """Every column for the chooser: those shown first, in their order, with their widths."""
        widths = {one.name: one.width for one in self.state.layout}
        shown = self.shown
        hidden = [one for one in self.columns if one not in shown]
        return [
            {"column": one, "on": one in shown, "value": Shown(one.name, widths.get(one.name, 0))}
            for one in (*shown, *hidden)
        ]

    @property
    def view(self) -> ViewLink | None:
        """The saved view the list was opened with."""
        return next((one for one in self.views if one.current), None)

    @property
    def pinned(self) -> list[ViewLink]:
        """The views that stand above the list as tabs."""
        return [one for one in self.views if one.pinned]

    @property
    def keep_query(self) -> str:
        """What the dialog that keeps this list is asked with."""
        return urlencode({"query": self.state.query})

    @property
    def copy_query(self) -> str:
        """The same for a copy of the view the list was opened with."""
        return urlencode({"query": self.state.query, "name": self.view.name if self.view else ""})

    @property
    def tabled(self) -> bool:
        """Whether the rows stand in the table with its columns."""
        return not self.groups and not self.state.face

    @property
    def layout_text(self) -> str:
        """The columns shown as an address names them."""
        shown = self.state.layout or tuple(Shown(one.name) for one in self.shown)
        return ",".join(map(str, shown))

    @property
    def selectable(self) -> bool:
        """Whether rows carry a tick box."""
        return bool(self.bulk)

    @property
    def bulk_whole(self) -> bool:
        """Whether anything may be done to all that match, seen or not."""
        return any(action.whole for action in self.bulk)

    @property
    def more_links(self) -> list[tuple[Action, str]]:
        """The entries of the menu with their addresses."""
        narrowed = self.state.link(sorts=()).partition("?")[2]
        return [
            (one, f"{one.href}?{narrowed}" if one.narrowed and narrowed else one.href) for one in self.more
        ]

    @property
    def total_text(self) -> str:
        """The count as a text for sentences."""
        return f"{self.total.count:,}" if self.total else ""

    @property
    def width(self) -> int:
        """Columns including the tick box."""
        return len(self.shown) + self.selectable

    @property
    def next_link(self) -> str:
        """The address of the following rows, or nothing at the end."""
        return self.state.link(after=self.next_cursor) if self.next_cursor else ""

    @property
    def previous_link(self) -> str:
        """The address of the rows before, or nothing at the beginning."""
        return self.state.link(after=self.previous_cursor) if self.previous_cursor else ""

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        """The head cells: label, link and direction."""
        return [self._head(column) for column in self.shown]

    def _head(self, column: Column[Any]) -> dict[str, Any]:
        """A click sorts by the column alone, or turns it round; with Shift it sorts what is equal so far."""
        sorts = {one.name: one for one in self.state.sorts}
        here = sorts.get(column.name)
        turned = Sort(column.name, descending=not here.descending if here else column.newest_first)
        further = tuple({**sorts, column.name: turned}.values())
        direction = ("descending" if here.descending else "ascending") if here else ""
        return {
            "column": column,
            "link": self.state.link(sorts=(turned,)) if column.sort else "",
            "further": self.state.link(sorts=further) if column.sort and self.state.sorts else "",
            "direction": direction,
            "rank": [*sorts].index(column.name) + 1 if here and len(sorts) > 1 else 0,
        }

    @property
    def usual_order(self) -> str:
        """The address with the order the list comes in."""
        return self.state.link(sorts=())

    @cached_property
    def sortings(self) -> list[list[dict[str, Any]]]:
        """For each rung the list may be sorted by: every column in both directions, the chosen one marked."""
        columns = [one for one in self.columns if one.sort]
        if not columns or not (self.tabled or self.lanes):
            return []
        chosen = [str(one) for one in self.state.sorts]
        rungs = [*chosen, *[""] * (RUNGS - len(chosen))][: min(RUNGS, len(columns))]
        return [
            [
                {
                    "value": str(sort),
                    "column": one,
                    "way": one.ways[sort.descending],
                    "on": str(sort) == value,
                }
                for one in columns
                for sort in (Sort(one.name), Sort(one.name, descending=True))
            ]
            for value in rungs
        ]

    @cached_property
    def chips(self) -> list[dict[str, Any]]:
        """One chip for each chosen value, with the address that takes it away."""
        chips = []
        for one in self.filters:
            names = {choice.value: choice.label for choice in one.choices}
            for value in self.state.chosen.get(one.name, ()):
                chips.append(
                    {
                        "filter": one,
                        "label": names.get(value, value),
                        "remove": self.state.without(one.name, value),
                    }
                )
        return chips

    @cached_property
    def menus(self) -> list[dict[str, Any]]:
        """Each filter with its choices, which of them are on, and the address that toggles each."""
        return [
            {
                "filter": one,
                "count": len(self.state.chosen.get(one.name, ())),
                "choices": [
                    {
                        "choice": choice,
                        "on": choice.value in self.state.chosen.get(one.name, ()),
                        "link": self.state.toggled(one, choice.value),
                    }
                    for choice in one.choices
                ],
            }
            for one in self.filters
        ]
