"""A list with its rows put together by a field, or laid out otherwise than in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from rapport.ui.contracts.columns import Label


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A field a list offers to group by: its name, the address that does, and whether it is the one."""

    label: Label
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class FaceLink:
    """Another way to show the rows a list has: its icon, its name, the address, whether it is the one."""

    name: str
    icon: str
    label: Label
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class GroupSum:
    """What a group's rows add up to, as shown, and which share that is of all (none to be drawn: 0)."""

    text: str
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group: what its rows share, where they are listed, how many, their share of all, sums.

    Of a place, `depth` is how far it lies under others shown, `into` the address that shows what lies in it.
    """

    label: Label
    href: str
    count: int
    share: float
    sums: Sequence[GroupSum]
    depth: int = 0
    into: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a column of the matching rows adds up to, and its average, as shown."""

    label: Label
    total: str
    average: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the matching rows add up to; `pending` while that is worked out together with the exact count."""

    figures: Sequence[Figure] = ()
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A record on a board: its id, and the cells that tell it from others, as safe HTML."""

    id: str
    title: SafeString
    under: SafeString
    corner: SafeString


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of a board: what its records have in common, the list of them, the first of them."""

    value: str
    label: Label
    href: str
    cards: Sequence[Card]
    more: bool = False


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The groups of a list and what all of it adds up to; `pending` is the address that counts them where
    that takes longer than a page should. Of places, `fields` are what they may be by, `way` leads back out.
    """

    label: Label
    sums: Sequence[Label]
    rows: Sequence[GroupRow] = ()
    total: GroupRow | None = None
    pending: str = ""
    fields: Sequence[GroupLink] = ()
    way: Sequence[GroupLink] = ()
