"""The list: columns, rows, sort, filters as chips, keyset links, bulk actions, and an honest count."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic

from django.utils.http import urlencode

from rapport.ui.contracts.columns import Column, Label, Row


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a filter offers; `count` is shown when known."""

    value: str
    label: Label
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A property the list may be narrowed by; `many` lets several values hold at once (any of them)."""

    name: str
    label: Label
    choices: Sequence[Choice]
    many: bool = True
    icon: str = "list-filter"


@dataclass(frozen=True, slots=True)
class ListState:
    """What the address of a list says, already checked against the list's own columns and filters."""

    path: str
    search: str = ""
    sort: str = ""
    descending: bool = False
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: str = ""
    keep: Mapping[str, str] = field(
        default_factory=dict
    )  # other parameters of the page that links must carry

    def link(self, **change: Any) -> str:
        """The address with some of the state changed; without `after` it starts at the first rows."""
        after = change.pop("after", "")
        state = replace(self, **change)
        pairs = [("q", state.search)] if state.search else []
        pairs += state.pairs
        pairs += [("after", after)] if after else []
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The state as parameters, without the search text and the page."""
        pairs = list(self.keep.items())
        pairs += [("sort", f"-{self.sort}" if self.descending else self.sort)] if self.sort else []
        return pairs + [(name, value) for name, values in self.chosen.items() for value in values]

    def without(self, name: str, value: str) -> str:
        """The address with one chosen value taken away."""
        left = tuple(one for one in self.chosen.get(name, ()) if one != value)
        rest = {key: values for key, values in self.chosen.items() if key != name}
        return self.link(chosen={**rest, name: left} if left else rest)

    def toggled(self, filter: Filter, value: str) -> str:
        """The address with one value of a filter put on or taken off."""
        now = self.chosen.get(filter.name, ())
        if value in now:
            return self.without(filter.name, value)
        return self.link(chosen={**self.chosen, filter.name: (*now, value) if filter.many else (value,)})

    @property
    def narrowed(self) -> bool:
        """Whether a search or filter is on."""
        return bool(self.search or self.chosen)


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows match: exact, an estimate (`≈`), or with `at_least` only a floor (`10,000+`)."""

    count: int
    exact: bool = True
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """What a bulk action asks first: a field of its POST, with words to choose from or type freely."""

    name: str
    label: Label
    choices: Sequence[Choice] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something done to the selected rows by POST of `ids` (or `all=1` and the list's address as `query`).

    `tone="bad"` marks what removes; `download` answers with a file, so the page stays; `whole` may also run
    over everything that matches; `ask` opens a field first.
    """

    label: Label
    href: str
    icon: str = ""
    tone: str = ""
    download: bool = False
    whole: bool = False
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a page or list: a link, or a dialog fetched by htmx when `dialog` is true."""

    label: Label
    href: str
    icon: str = ""
    main: bool = False
    dialog: bool = False
    post: bool = False
    tone: str = ""
    key: str = ""  # keyboard letter shown beside it


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty place says and what one can do about it."""

    title: Label
    text: Label = ""
    icon: str = "inbox"
    action: Action | None = None


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A whole list. Draw it with `{% listing listing %}` or answer with `ui.api.answer_list`."""

    name: str
    title: Label
    columns: Sequence[Column[Any]]
    rows: Sequence[Row]
    state: ListState
    row_id: Callable[[Row], object] = attrgetter("id")
    next_cursor: str | None = None
    total: Total | None = None
    filters: Sequence[Filter] = ()
    searchable: bool = False
    search_label: Label = ""
    bulk: Sequence[BulkAction] = ()
    actions: Sequence[Action] = ()
    more: Sequence[Action] = ()
    empty: Empty | None = None
    row_tone: Callable[[Row], str] | None = None

    @cached_property
    def shown(self) -> list[Column[Any]]:
        """The columns on the page."""
        return [column for column in self.columns if not column.hidden]

    @property
    def selectable(self) -> bool:
        """Whether rows carry a tick box."""
        return bool(self.bulk)

    @property
    def bulk_whole(self) -> bool:
        """Whether anything may be done to all that match, seen or not."""
        return any(action.whole for action in self.bulk)

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

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        """The head cells: label, link and direction."""
        return [self._head(column) for column in self.shown]

    def _head(self, column: Column[Any]) -> dict[str, Any]:
        here = self.state.sort == column.name
        descending = not self.state.descending if here else column.newest_first
        link = self.state.link(sort=column.name, descending=descending) if column.sort else ""
        direction = ("descending" if self.state.descending else "ascending") if here else ""
        return {"column": column, "link": link, "direction": direction}

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
