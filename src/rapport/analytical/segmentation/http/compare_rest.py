"""/segments/compare: segments beside each other."""

from typing import Annotated
from uuid import UUID

from ninja import Query, Router

from rapport.analytical.segmentation.contracts.comparing import Compared
from rapport.analytical.segmentation.queries.comparing import MOST, read_comparison
from rapport.kernel.rest.api import Answer, ApiRequest, asks

router = Router()
Segments = Annotated[list[UUID], Query(default_factory=list, max_length=MOST)]


class FigureOut(Answer):
    """A measure of a segment: its value, where it lies with 95 % confidence, and of how many it was taken."""

    value: float | None
    low: float | None
    high: float | None
    of: int


class DifferenceOut(Answer):
    """By how much a segment lies above the first, and where that lies with 95 % confidence."""

    value: float
    low: float
    high: float


class ComparedOut(Answer):
    """A measure in each segment, in order; `differences` to the first are null where too few are known."""

    measure: str
    figures: list[FigureOut]
    differences: list[DifferenceOut | None]


class ComparisonOut(Answer):
    """Segments by id and name, how many customers each has, measures (amounts in minor units, shares of one),
    and shares by `channel` (orders), `category` (pieces) and `mood` (texts); the first two of at most `asked`
    customers of each."""

    segments: list[UUID]
    names: list[str]
    customers: list[int]
    measures: list[ComparedOut]
    shares: dict[str, list[ComparedOut]]
    asked: list[int]


@router.get(
    "",
    response=ComparisonOut,
    operation_id="compare_segments",
    summary="Compare segments",
    openapi_extra=asks("view:segment", "view:customer"),
)
def compare(
    request: ApiRequest,
    of: Segments,
) -> ComparisonOut:
    """Compare two or three segments, of the customers you may see: means with Student's intervals and Welch's
    for differences, shares with Wilson's and Newcombe's. 404 for a segment there is not, or for fewer
    than two."""
    found = read_comparison(of, actor=request.actor)
    return ComparisonOut(
        segments=[one for one, _name, _size in found.segments],
        names=[name for _one, name, _size in found.segments],
        customers=[size for _one, _name, size in found.segments],
        measures=[_out(one) for one in found.measures],
        shares={name: [_out(one) for one in lines] for name, lines in found.shares.items()},
        asked=list(found.asked),
    )


def _out(one: Compared) -> ComparedOut:
    return ComparedOut.model_validate(one)
