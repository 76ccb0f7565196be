"""Who was asked for once in a request, so that the parts of a page need not ask again."""

from dataclasses import dataclass
from uuid import UUID

from rapport.kernel.identity.contracts import Actor


@dataclass(frozen=True, slots=True)
class Seen:
    """A living party that this very actor was allowed to view; made by `queries.loaded` alone."""

    id: UUID
    actor: Actor


PartyRef = UUID | Seen
"""How a read names its party: by id, which is then authorised, or as one that was."""
