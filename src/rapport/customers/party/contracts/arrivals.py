"""Records that may be there already: what became of each, and who decides."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol
from uuid import UUID

from rapport.customers.party.contracts.drafts import CustomerDraft
from rapport.customers.party.contracts.states import CustomerState
from rapport.kernel.identity.contracts import Actor

Mode = Literal["create", "update", "upsert", "fill"]
"""`fill` is an upsert of a stranger's words: it fills what is empty, and tells what differs."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a customer that is there, as kept and as a record of less trust gave it.

    `field` is a plain field, `email`, `phone` …, `address`, or `custom.<code>`.
    """

    field: str
    there: str
    given: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one arriving record; a rejected one says why, and whom it would have met.

    `differing` is what a `fill` left as it was.
    """

    index: int
    outcome: Literal["created", "updated", "unchanged", "rejected"]
    customer_id: UUID | None = None
    state: CustomerState | None = None
    code: str = ""
    detail: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    differing: tuple[Difference, ...] = ()


class TakeIn(Protocol):
    """How arriving records are taken in; the room that knows how records meet registers it."""

    def __call__(
        self,
        drafts: Sequence[CustomerDraft],
        *,
        mode: Mode = "upsert",
        actor: Actor,
        batch_id: UUID | None = None,
    ) -> list[Arrival]:
        """Take in records that may be there already; each gets its own answer, in order."""
