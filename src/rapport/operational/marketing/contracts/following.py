"""How rooms above take part when readers answer letters that are no campaign's."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from rapport.kernel.work.api import Work


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader did with a letter of a group: `kind` is open or click, `link` the number of the link.

    `machine` tells that a program probably did it.
    """

    group_id: UUID
    delivery_id: UUID
    party_id: UUID
    kind: str
    link: int
    machine: bool


class LetterGroup(Protocol):
    """Whoever writes letters in groups of their own, within the transaction of the answer and its tenant."""

    def find_link(self, group_id: UUID, number: int) -> str | None:
        """Return where a link leads, empty where there is none such; None for a group that is not theirs.

        Number 0 asks for the group alone.
        """

    def note(self, read: Read, work: Work) -> None:
        """Note what a reader did; the first time counts."""
