"""Work on many records as rooms declare it and people watch it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from rapport.kernel.work.api import Work


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was left as it is, and why, in the reader's language."""

    id: UUID
    reason: str


class Doing(Protocol):
    """Does an action to some records inside the given transaction, by set-based statements."""

    def __call__(self, ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
        """Change those within the actor's scope; return the others with the reason."""
        ...


class Undoing(Protocol):
    """Takes back what a batch did to some records, where nobody has changed them since."""

    def __call__(
        self, ids: Sequence[UUID], values: Mapping[str, Any], batch_id: UUID, work: Work
    ) -> list[Refused]:
        """Put back; return those that stay as they are with the reason."""
        ...


@dataclass(frozen=True, slots=True)
class BulkKind:
    """An action on many records of a kind: its name, what it needs, how it is done and taken back.

    `check` reads the values of a request into plain ones that JSON holds, or raises `Invalid`.
    """

    kind: str
    name: str
    verb: str
    title: Callable[[], str]
    check: Callable[[Mapping[str, str], Any], dict[str, Any]]
    do: Doing
    undo: Undoing | None = None


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as people watch it (UTC); `refused` counts, `refusals` are the first thousand."""

    id: UUID
    kind: str
    action: str
    title: str
    state: str
    total: int
    done: int
    refused: int
    refusals: tuple[Refused, ...]
    job_id: UUID | None
    values: dict[str, Any]
    can_undo: bool
    created_at: datetime

    @property
    def over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in ("done", "undone", "cancelled")
