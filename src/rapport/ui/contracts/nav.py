"""What the shell shows: navigation entries, the user menu, who is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.ui.contracts.columns import Label

Section = Literal["work", "customers", "sales", "reach", "insight", "data", "settings"]
SECTIONS: dict[Section, Label] = {
    "work": "",
    "customers": _("Customer base"),
    "sales": _("Sales"),
    "reach": _("Marketing"),
    "insight": _("Knowledge"),
    "data": _("Data"),
    "settings": _("Administration"),
}
"""The parts of the left navigation, from above; the first has no heading and is always open."""
Seen = Callable[[HttpRequest], bool]


def everyone(request: HttpRequest) -> bool:
    """The predicate that hides nothing."""
    return True


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the left navigation.

    `url` is a URL name without arguments. `allowed` decides whether this request sees it. `order` sorts
    within the section. `key` follows the letter g on the keyboard. `under` lists path prefixes that also
    light it up. `count` is a figure shown beside it. `about` says in a sentence what one does there.
    """

    name: str
    label: Label
    icon: str
    url: str
    section: Section = "work"
    order: int = 100
    allowed: Seen = everyone
    key: str = ""
    under: tuple[str, ...] = ()
    count: Callable[[HttpRequest], int] | None = None
    about: Label = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the user menu; `post` sends a form (sign out)."""

    label: Label
    url: str
    icon: str = ""
    order: int = 100
    post: bool = False
    allowed: Seen = everyone


@dataclass(frozen=True, slots=True)
class ShellPerson:
    """Who is signed in and where."""

    name: str
    email: str = ""
    place: str = ""  # the business
    places_url: str = ""  # where to change the business, when there are several


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A navigation entry resolved for one request."""

    item: NavItem
    href: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class NavPart:
    """A part of the navigation with what this request may see of it."""

    section: Section
    label: Label
    entries: tuple[NavEntry, ...]

    @property
    def drawn(self) -> tuple[NavEntry, ...]:
        """The entries to draw: of administration only the way there, until somebody is there."""
        whole = self.section != "settings" or any(entry.current for entry in self.entries)
        return self.entries if whole else self.entries[:1]

    @property
    def headed(self) -> bool:
        """Whether it has a heading under which it can be folded away."""
        return bool(self.label) and len(self.drawn) > 1
