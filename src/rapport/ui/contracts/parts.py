"""Small typed parts of pages: crumbs, tabs, tiles, facts, timeline entries, toasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.ui.contracts.columns import Label, Tone
from rapport.ui.contracts.listing import Action


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page; the last has no address."""

    label: Label
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One face of a page, with its own address."""

    label: Label
    href: str
    current: bool = False
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure that leads to its rows; `value` is written for the viewer, `change` a share of one."""

    label: Label
    value: str
    href: str = ""
    note: Label = ""
    change: float | None = None
    good_when_up: bool = True
    icon: str = ""

    @property
    def tone(self) -> Tone:
        """Whether the change is welcome."""
        if not self.change:
            return "plain"
        return "good" if (self.change > 0) == self.good_when_up else "bad"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a value; `edit` is the address of its inline editor (GET shows the field, POST saves).

    `value` is escaped unless it is safe HTML. `id` makes the row the target of its own editor.
    """

    label: Label
    value: object
    edit: str = ""
    id: str = ""
    href: str = ""
    icon: str = ""
    copy: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: shown by day, newest first."""

    at: datetime
    title: object
    icon: str = "circle-dot"
    tone: Tone = "plain"
    text: str = ""
    who: Label = ""
    href: str = ""
    tags: Sequence[Label] = ()
    actions: Sequence[Action] = ()
    id: str = ""
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """A short word after an action; `undo` is an address that takes it back by POST."""

    text: Label
    tone: Tone = "good"
    undo: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Work under way: `share` from 0 to 1 (None when unknown). While `poll` is set the part asks it again."""

    label: Label
    share: float | None = None
    note: Label = ""
    poll: str = ""
    tone: Tone = "accent"
    done: bool = False
    cancel: str = ""

    @property
    def value(self) -> str:
        """The share for the bar, written the same in every language."""
        return f"{self.share or 0:.4f}"


@dataclass(frozen=True, slots=True)
class Option:
    """One segment of a segmented control or one entry of a menu."""

    label: Label
    href: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A keyboard hint: the keys and what they do."""

    keys: str
    does: Label
