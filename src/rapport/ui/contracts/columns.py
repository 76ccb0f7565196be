"""Typed columns: each writes the cells of one column; a page of 50 x 8 cells costs about a millisecond."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar

from django.utils.functional import Promise
from django.utils.html import conditional_escape

from rapport.ui.contracts.viewer import Viewer
from rapport.ui.rules.icons import draw_icon
from rapport.ui.rules.names import hue_of, write_initials

Row = TypeVar("Row")
esc: Callable[[Any], str] = conditional_escape
Label = str | Promise
PhonePlace = Literal["title", "under", "aside", "corner", ""]
Tone = Literal["plain", "info", "good", "warn", "bad", "accent"]

NOTHING = '<span class="nil" aria-hidden="true">–</span>'


@dataclass(frozen=True, kw_only=True)
class Extras(Generic[Row]):
    """What every column may say besides its name, label and value.

    `sort`: may the list be sorted by it. `newest_first`: the first click sorts descending.
    `phone`: where the cell stands when the row becomes a card (hidden when empty).
    `edit`: address of the inline editor of this row's cell, or an empty text when it may not be edited.
    `grow`: takes the free width. `hidden`: not shown unless the viewer's columns name it.
    """

    sort: bool = False
    newest_first: bool = False
    phone: PhonePlace = ""
    edit: Callable[[Row], str] | None = None
    grow: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Column(Extras[Row]):
    """One column: `value` reads the row, by default the attribute (dots allowed) called `name`."""

    name: str
    label: Label
    value: Callable[[Row], Any] | None = field(default=None)

    align = ""

    @cached_property
    def read(self) -> Callable[[Row], Any]:
        """The reader of a row."""
        return self.value or attrgetter(self.name)

    @cached_property
    def opening(self) -> str:
        """The start of each cell, written once."""
        kind = f"c-{type(self).__name__.lower()}"
        css = " ".join(part for part in (kind, self.align, "grow" if self.grow else "") if part)
        phone = f' data-phone="{self.phone}"' if self.phone else ""
        return f'<td class="{css}"{phone}>'

    def show(self, row: Row, viewer: Viewer) -> str:
        """The safe HTML inside the cell."""
        value = self.read(row)
        return NOTHING if value is None or value == "" else str(esc(value))

    def cell(self, row: Row, viewer: Viewer) -> str:
        """The whole cell."""
        if self.edit is not None and (url := self.edit(row)):
            return f'{self.opening[:-1]} data-edit="{esc(url)}">{self.show(row, viewer)}</td>'
        return f"{self.opening}{self.show(row, viewer)}</td>"


@dataclass(frozen=True)
class Text(Column[Row]):
    """Plain text, cut with an ellipsis where there is no room."""


@dataclass(frozen=True)
class Muted(Column[Row]):
    """Secondary text."""


@dataclass(frozen=True)
class Link(Column[Row]):
    """Text leading somewhere; the first Link of a row is where Enter goes."""

    href: Callable[[Row], str] = field(kw_only=True)
    icon: str = field(default="", kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        text = esc(value) if value not in (None, "") else "—"
        icon = draw_icon(self.icon) if self.icon else ""
        return f'<a href="{esc(self.href(row))}">{icon}{text}</a>'


@dataclass(frozen=True)
class Person(Link[Row]):
    """A name with its initials, leading to the person or company."""

    company: Callable[[Row], bool] | None = field(default=None, kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        name = str(self.read(row) or "")
        square = " company" if self.company is not None and self.company(row) else ""
        initials = esc(write_initials(name))
        return (
            f'<a href="{esc(self.href(row))}"><span class="avatar{square}" data-hue="{hue_of(name)}" '
            f'aria-hidden="true">{initials}</span><bdi>{esc(name) or "—"}</bdi></a>'
        )


@dataclass(frozen=True)
class Badge(Column[Row]):
    """A state in one word; `tones` maps raw values to a colour, `labels` to words people read."""

    tones: Mapping[Any, Tone] = field(default_factory=dict, kw_only=True)
    labels: Mapping[Any, Label] = field(default_factory=dict, kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        if value is None or value == "":
            return NOTHING
        return draw_badge(self.labels.get(value, value), self.tones.get(value, "plain"))


@dataclass(frozen=True)
class Tags(Column[Row]):
    """Several short words; past `most` the rest is counted."""

    most: int = field(default=3, kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        tags: list[Any] = list(self.read(row) or ())
        if not tags:
            return NOTHING
        shown = "".join(
            [
                f'<span class="tag" data-hue="{hue_of(str(tag))}">{esc(tag)}</span>'
                for tag in tags[: self.most]
            ]
        )
        more = f'<span class="tag more">+{len(tags) - self.most}</span>' if len(tags) > self.most else ""
        return f"{shown}{more}"


@dataclass(frozen=True)
class Number(Column[Row]):
    """A count or measure."""

    digits: int = field(default=0, kw_only=True)
    align = "num"

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        return NOTHING if value is None else viewer.number(value, self.digits)


@dataclass(frozen=True)
class Share(Column[Row]):
    """A share of one, as a percentage."""

    digits: int = field(default=0, kw_only=True)
    align = "num"

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        return NOTHING if value is None else viewer.share(value, self.digits)


@dataclass(frozen=True)
class Money(Column[Row]):
    """Integer minor units with the currency of the row (a text names one currency for all)."""

    currency: Callable[[Row], str] | str = field(kw_only=True)
    align = "num"

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        if value is None:
            return NOTHING
        currency = self.currency if isinstance(self.currency, str) else self.currency(row)
        return viewer.money(value, currency) if currency else NOTHING


@dataclass(frozen=True)
class Day(Column[Row]):
    """A calendar day."""

    def show(self, row: Row, viewer: Viewer) -> str:
        value: date | None = self.read(row)
        return (
            NOTHING if value is None else f'<time datetime="{value.isoformat()}">{viewer.day(value)}</time>'
        )


@dataclass(frozen=True)
class DateTime(Column[Row]):
    """A moment in the viewer's zone; with `ago` in words while it is near."""

    ago: bool = field(default=False, kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        value: datetime | None = self.read(row)
        if value is None:
            return NOTHING
        text = viewer.ago(value) if self.ago else viewer.moment(value)
        return f'<time datetime="{value.isoformat()}">{text}</time>'


@dataclass(frozen=True)
class Yes(Column[Row]):
    """A tick where something holds."""

    align = "mid"

    def show(self, row: Row, viewer: Viewer) -> str:
        return (
            f'{draw_icon("check")}<span class="unseen">{esc(self.label)}</span>'
            if self.read(row)
            else NOTHING
        )


@dataclass(frozen=True)
class Meter(Column[Row]):
    """A share of one drawn as a bar."""

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        if value is None:
            return NOTHING
        bar = f'<meter min="0" max="1" value="{float(value):.3f}" aria-label="{esc(self.label)}"></meter>'
        return f"{bar}{viewer.share(value)}"


@dataclass(frozen=True)
class Custom(Column[Row]):
    """A cell drawn by the room itself; `draw` must return safe HTML (build it with format_html)."""

    draw: Callable[[Row, Viewer], str] = field(kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        return str(esc(self.draw(row, viewer)))


def draw_badge(text: object, tone: str = "plain") -> str:
    """A badge as safe HTML."""
    return f'<span class="badge" data-tone="{esc(tone)}">{esc(text)}</span>'


def draw_tag(text: object) -> str:
    """A tag as safe HTML, its colour from its text."""
    return f'<span class="tag" data-hue="{hue_of(str(text))}">{esc(text)}</span>'
