"""Taking in records that may be there already: done by whoever knows how records meet."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.party.contracts import Arrival, CustomerDraft, CustomerState, Mode, TakeIn
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Unknown
from rapport.kernel.identity.api import Actor

_registered: list[TakeIn] = []


def register_take_in(take_in: TakeIn) -> None:
    """Name who takes arriving records in (in `apps.ready()`); the last named does."""
    _registered[:] = [take_in]


def take_in_customers(
    drafts: Sequence[CustomerDraft], *, mode: Mode = "upsert", actor: Actor, batch_id: UUID | None = None
) -> list[Arrival]:
    """Take in records by the shop's rules of meeting; each gets its own answer, in order, in one transaction.

    `create` rejects those that meet somebody, `update` those that meet nobody, `fill` writes over nothing.
    Set-based for any number.
    Raises `Forbidden` without the right; everything else is a row's own answer.
    """
    return _registered[0](drafts, mode=mode, actor=actor, batch_id=batch_id)


def state_of(arrival: Arrival) -> CustomerState:
    """Return the state of an arrival that was taken; raises the error it was rejected for."""
    if arrival.state is not None:
        return arrival.state
    kind = {"missing": Unknown, "exists": Conflict, "external-id-taken": Conflict, "field": Forbidden}
    raise kind.get(arrival.code, Invalid)(arrival.detail, code=arrival.code, fields=arrival.fields)
