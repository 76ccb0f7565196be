"""The mobile base: people who allow anything by SMS, as they come and go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

OTHER = ""
"""The way of whoever came by none of those that are told apart."""


@dataclass(frozen=True, slots=True)
class BaseMonth:
    """How the base changed in a month of the business's zone; `month` is its first day, `people` at its end.

    `joined` counts people by their way (`consent.WAYS`, or `OTHER`); `unreachable` those whose number the
    operator gave up, each in the month that became known.
    """

    month: date
    joined: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    unreachable: int = 0
    people: int = 0

    @property
    def came(self) -> int:
        """All who joined, by whichever way."""
        return sum(self.joined.values())

    @property
    def net(self) -> int:
        """By how many the base grew."""
        return self.came - self.left - self.unreachable


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One who joined or left: by which statement, when (UTC), by which way, and where that was taken."""

    id: UUID
    party_id: UUID
    name: str
    joined: bool
    way: str
    purpose: str
    source: str
    at: object
