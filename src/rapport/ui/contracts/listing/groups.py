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
class GroupRow:
    """A group: what its rows share, where they are listed, how many, their share of all, sums as shown."""

    label: Label
    href: str
    count: int
    share: float
    sums: Sequence[str]


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
    that takes longer than a page should.
    """

    label: Label
    sums: Sequence[Label]
    rows: Sequence[GroupRow] = ()
    total: GroupRow | None = None
    pending: str = ""
