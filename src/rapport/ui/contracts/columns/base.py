"""Typed columns: each writes the cells of one column; a page of 50 x 8 cells costs about a millisecond."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, Generic, Literal, TypeVar

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from rapport.ui.contracts.viewer import Viewer

Row = TypeVar("Row")
esc: Callable[[Any], str] = conditional_escape
Label = str | Promise
PhonePlace = Literal["title", "under", "aside", "corner", ""]
Tone = Literal["plain", "info", "good", "warn", "bad", "accent"]

LONGEST = 160
NOTHING = '<span class="nil" aria-hidden="true">–</span>'


@dataclass(frozen=True, kw_only=True)
class Extras(Generic[Row]):
    """What every column may say besides its name, label and value.

    `sort`: may the list be sorted by it. `newest_first`: the first click sorts descending.
    `phone`: where the cell stands when the row becomes a card (hidden when empty).
    `edit`: its cells are edited in place, at the list's address with `ID/cells/NAME` behind it.
    `grow`: takes the free width. `hidden`: not shown unless the viewer's columns name it.
    `ruled_as`: what field rules call it where that is not its name. `width`: its share of the table, in rem.
    """

    sort: bool = False
    newest_first: bool = False
    phone: PhonePlace = ""
    edit: bool = False
    grow: bool = False
    hidden: bool = False
    ruled_as: str = ""
    width: float = 0


@dataclass(frozen=True)
class Column(Extras[Row]):
    """One column: `value` reads the row, by default the attribute (dots allowed) called `name`."""

    name: str
    label: Label
    value: Callable[[Row], Any] | None = None

    align = ""
    usual = 8.0
    ways: ClassVar[tuple[Label, Label]] = (_("A to Z"), _("Z to A"))
    """What sorting by it upwards and downwards is called."""

    @property
    def room(self) -> float:
        """How wide it wants to be, in rem."""
        return self.width or self.usual

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
        edit = f' data-edit="{self.name}"' if self.edit else ""
        return f'<td class="{css}"{phone}{edit}>'

    def show(self, row: Row, viewer: Viewer) -> str:
        """The safe HTML inside the cell."""
        value = self.read(row)
        return NOTHING if value is None or value == "" else write_text(value)

    def cell(self, row: Row, viewer: Viewer) -> str:
        """The whole cell."""
        return f"{self.opening}{self.show(row, viewer)}</td>"


def shorten(text: str, most: int = LONGEST) -> str:
    """A text no longer than a cell can show: ten thousand characters are somebody's joke, not a name."""
    return text if len(text) <= most else f"{text[:most]}…"


def write_text(value: object) -> str:
    """A text as safe HTML that keeps its own direction, whatever stands beside it."""
    return f"<bdi>{esc(shorten(str(value)))}</bdi>"
