"""The inbox: what a consumer has had, written in the transaction of its effect, a row for each batch.

A row names the ids of its batch and lies under the last of them, its span bounded. Whatever other batch those
come in again, the rows that may hold one are found by a short walk of the table's key (decision 0066).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rapport.kernel.outbox.rules import SPAN, spans_of
from rapport.kernel.statements import planned_cursor

_CLAIM = "select inbox_claim(%s, %s::uuid[], %s)"
_CLAIM_PARCEL = "select inbox_claim_parcel(%s, %s, %s::uuid[])"
_LAST = 2**128 - 1


def claim(consumer: str, ids: Sequence[UUID]) -> set[UUID]:
    """Write down facts or batches in the current transaction, and return the ids never had before.

    Who else claims for the same consumer and business is waited for. Each span of ids is a row.
    """
    fresh: set[UUID] = set()
    for span in spans_of(sorted(set(ids))):
        latest = UUID(int=min(span[-1].int + SPAN, _LAST))
        found = _ask(_CLAIM, consumer, _array(span), latest)
        fresh.update(span if found is None else found)
    return fresh


def claim_parcel(consumer: str, parcel: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Write down a parcel in the current transaction, and return those of its facts never had before.

    It is one id in one row, unless facts of it were taken singly, or put aside: then each is claimed alone.
    """
    found = _ask(_CLAIM_PARCEL, consumer, parcel, _array(ids))
    return set(ids if found is None else found)


def _ask(statement: str, *values: Any) -> list[UUID] | None:
    """Return the fresh ids; None says all of them."""
    with planned_cursor() as cursor:
        cursor.execute(statement, values)
        found: list[UUID] | None = cursor.fetchone()[0]
    return found


def _array(ids: Sequence[UUID]) -> str:
    """Write ids as the database's own text of an array, which costs less than adapting each."""
    return f"{{{','.join(map(str, ids))}}}"
