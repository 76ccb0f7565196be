"""What to do next about a customer, and the protocol of rooms that know something to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from rapport.kernel.identity.api import Actor


@dataclass(frozen=True, slots=True)
class NextAction:
    """Something to do: it succeeds with `probability`, then brings `gain_minor`, and costs `cost_minor`
    either way, in minor units of the business's money. `title` and `why` are sentences in the reader's
    language."""

    code: str
    title: str
    why: str
    probability: float
    gain_minor: int
    cost_minor: int
    href: str

    @property
    def expected_minor(self) -> int:
        """What it brings on average, rounded to the minor unit."""
        return round(self.probability * self.gain_minor) - self.cost_minor


class ActionSource(Protocol):
    """A room that knows something to do about customers; it registers itself by the room's `api`."""

    def list_actions(self, party_id: UUID, *, actor: Actor) -> Sequence[NextAction]:
        """Return what could be done about a customer the actor may see, for whoever has the rights to know
        it."""
