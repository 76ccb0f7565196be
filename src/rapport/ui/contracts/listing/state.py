"""What the address of a list says: search, order, filters, columns, page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.http import urlencode

from rapport.ui.contracts.columns import Label


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a filter offers; `count` is shown when known."""

    value: str
    label: Label
    count: int | None = None

    @classmethod
    def each(cls, pairs: Iterable[tuple[str, Label]]) -> list["Choice"]:
        """Return what a choice offers: values with their words, as fields of models hold them."""
        return [cls(value, str(label)) for value, label in pairs]


@dataclass(frozen=True, slots=True)
class Filter:
    """A property the list may be narrowed by; `many` lets several values hold at once (any of them)."""

    name: str
    label: Label
    choices: Sequence[Choice]
    many: bool = True
    icon: str = "list-filter"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column somebody chose to see; `width` in rem, 0 for the column's own."""

    name: str
    width: int = 0

    def __str__(self) -> str:
        """As in an address: `email:14`."""
        return f"{self.name}:{self.width}" if self.width else self.name


@dataclass(frozen=True, slots=True)
class Sort:
    """A column the list is sorted by, from its end where `descending`."""

    name: str
    descending: bool = False

    def __str__(self) -> str:
        """As in an address: `-spent`."""
        return f"-{self.name}" if self.descending else self.name


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A saved view as the list offers it; `changed` once the list no longer stands as it was kept."""

    id: str
    name: str
    href: str
    current: bool = False
    changed: bool = False
    pinned: bool = False
    standard: bool = False
    mine: bool = False
    shared: str = "own"


@dataclass(frozen=True, slots=True)
class ListState:
    """What the address of a list says, already checked against the list's own columns and filters.

    `keep` are other parameters of the page that links must carry; `layout` the columns to show, in order;
    `sorts` are the columns it is sorted by, each next one where those before are equal;
    `where` a filter in its compact form; `group` the field by which rows are put together,
    `face` another way to show the same rows, `by` the field that face is by, `at` where in it one stands.
    """

    path: str
    search: str = ""
    sorts: tuple[Sort, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: str = ""
    keep: Mapping[str, str] = field(default_factory=dict)
    layout: tuple[Shown, ...] = ()
    where: str = ""
    group: str = ""
    face: str = ""
    by: str = ""
    at: str = ""

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
        pairs += [("sort", ",".join(map(str, self.sorts)))] if self.sorts else []
        pairs += [("filter", self.where)] if self.where else []
        pairs += [("group", self.group)] if self.group else []
        face = (("face", self.face), ("by", self.by), ("at", self.at)) if self.face else ()
        pairs += [pair for pair in face if pair[1]]
        pairs += [("cols", ",".join(map(str, self.layout)))] if self.layout else []
        return pairs + [(name, value) for name, values in self.chosen.items() for value in values]

    @property
    def pairs_but_layout(self) -> list[tuple[str, str]]:
        """The state as parameters, for the form that chooses columns."""
        return self._pairs_but("cols")

    @property
    def pairs_but_sorts(self) -> list[tuple[str, str]]:
        """The state as parameters, for the form that sorts."""
        return self._pairs_but("sort")

    def _pairs_but(self, name: str) -> list[tuple[str, str]]:
        search = [("q", self.search)] if self.search else []
        return search + [pair for pair in self.pairs if pair[0] != name]

    @property
    def exact_link(self) -> str:
        """The address that answers with the exact count alone."""
        return self._asking("exact", "1")

    def part_link(self, part: str) -> str:
        """The address that answers with a menu of the list, for whoever opens it."""
        return self._asking("part", part)

    def _asking(self, name: str, value: str) -> str:
        link = self.link()
        return f"{link}{'&' if '?' in link else '?'}{name}={value}"

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
    def query(self) -> str:
        """What a saved view keeps: the state without its page and without the view it came from."""
        return replace(self, keep=self._kept).link().partition("?")[2]

    @property
    def wanted(self) -> str:
        """What narrows the list and orders it, as a text; nothing where all of it is shown by one column."""
        if not (self.narrowed or self._kept or len(self.sorts) > 1):
            return ""
        return replace(self, keep=self._kept, layout=(), group="", face="").link()

    @property
    def _kept(self) -> dict[str, str]:
        return {name: text for name, text in self.keep.items() if name != "view"}

    @property
    def cleared(self) -> str:
        """The address without search and filters."""
        return self.link(search="", chosen={}, where="")

    @property
    def usual_columns(self) -> str:
        """The address with the columns the list shows by itself."""
        return self.link(layout=())

    @property
    def narrowed(self) -> bool:
        """Whether a search or filter is on."""
        return bool(self.search or self.chosen or self.where)
