"""A list as a calendar: its rows on the days they have in a field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapport.ui.contracts.listing.groups import Card, GroupLink


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day: the list of its rows, the first of them, how many there are (`more`: at least so many)."""

    day: date
    href: str
    cards: Sequence[Card]
    count: int
    more: bool = False
    beside: bool = False
    """Whether it belongs to the month before or after."""
    today: bool = False

    @property
    def rest(self) -> int:
        """How many rows are not shown."""
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """A month or a week: the field it is by (and others it could be), its days, the ways on and back.

    `unset` leads to the rows without a day; `moves` tells whether cards may be taken to another day.
    """

    title: str
    span: str
    weekdays: Sequence[str]
    days: Sequence[CalendarDay]
    by: str
    fields: Sequence[GroupLink]
    spans: Sequence[GroupLink]
    before: str
    now: str
    after: str
    unset: str
    moves: bool = False
