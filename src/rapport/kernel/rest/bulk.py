"""The bulk door: valid rows go to the room in one piece, every row gets its own answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import RapportError
from rapport.kernel.rest.contracts import Bulk, BulkAnswer, Outcome, RowAnswer, RowRejection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowSuccess:
    """A row that was taken."""

    index: int
    outcome: Outcome
    id: UUID


@dataclass(frozen=True, slots=True)
class RowFailure:
    """A row the room refused, and why."""

    index: int
    code: str
    detail: str
    fields: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, index: int, error: RapportError) -> "RowFailure":
        """Make the failure of a refusal raised for this row."""
        return cls(index, error.code, error.message, dict(error.fields))


RowResult = RowSuccess | RowFailure
Apply = Callable[[Sequence[tuple[int, T]], str], Iterable[RowResult]]


def apply_bulk(bulk: Bulk[T], apply: Apply[T]) -> BulkAnswer:
    """Hand the valid rows, with their index, and the mode to `apply`, and answer every row.

    `apply` should be a few set-based statements, not a loop of single writes; it answers each row it was
    given. Rows that did not validate are answered here. Everything is one transaction.
    """
    answers: dict[int, RowAnswer] = {}
    valid: list[tuple[int, T]] = []
    for index, row in enumerate(bulk.rows):
        if isinstance(row, RowRejection):
            failure = RowFailure(index, "invalid", _("This row is not valid."), row.fields)
            answers[index] = _answer(failure)
        else:
            valid.append((index, row))
    if valid:
        answers.update((result.index, _answer(result)) for result in apply(valid, bulk.mode))
    unanswered = len(bulk.rows) - len(answers)
    if unanswered:
        raise AssertionError(f"{unanswered} rows of a bulk call were not answered")
    return _sum(answers[index] for index in range(len(bulk.rows)))


def _answer(result: RowResult) -> RowAnswer:
    if isinstance(result, RowSuccess):
        return RowAnswer(index=result.index, outcome=result.outcome, id=result.id)
    return RowAnswer(
        index=result.index,
        outcome="rejected",
        code=result.code,
        detail=result.detail,
        fields=result.fields or None,
    )


def _sum(answers: Iterable[RowAnswer]) -> BulkAnswer:
    answer = BulkAnswer(results=list(answers))
    for row in answer.results:
        setattr(answer, row.outcome, getattr(answer, row.outcome) + 1)
    return answer
