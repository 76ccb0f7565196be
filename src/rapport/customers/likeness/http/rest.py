"""/duplicates: which customers are probably one, for programs."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router, Status
from pydantic import Field

from rapport.customers.likeness import jobs
from rapport.customers.likeness.operations import deciding
from rapport.customers.likeness.queries import find_last_search, get_pair, list_pairs, pair_line
from rapport.customers.likeness.rules import REVIEW_FROM
from rapport.kernel.errors import Missing
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.rest.api import Answer, ApiRequest, Whole, asks

router = Router()
_ASKS = asks("merge:customer")
Least = Annotated[float, Query(ge=0, le=1, description="The least probability, 0 to 1.")]


class PairOut(Answer):
    """Two customers that are probably one; each compared field is `same`, `similar`, `alike`, `swapped` or
    `differs`."""

    id: UUID
    low_id: UUID
    low_name: str
    high_id: UUID
    high_name: str
    probability: float
    agreements: dict[str, str]
    state: Literal["open", "different", "merged"]
    merge_id: UUID | None


class ExpectationOut(Answer):
    """What accepting from a threshold on gives: shares 0 to 1 by the model, and what people decided."""

    threshold: float
    pairs: int
    wrong: float
    missed: float
    decided: int
    refuted: int


class SearchOut(Answer):
    """The last search through all customers (UTC)."""

    id: UUID
    at: datetime
    customers: int
    pairs: int
    learnt: bool
    expectations: list[ExpectationOut]


class StartedOut(Answer):
    """The job that does it; see `/jobs`."""

    job_id: Annotated[UUID, Field(description="Follow it at /jobs/{job_id}.")]


def get_router() -> Router:
    """Return the endpoints of the room."""
    return router


@router.get(
    "",
    response=Whole[PairOut],
    operation_id="list_likely_pairs",
    summary="List likely duplicates",
    openapi_extra=_ASKS,
)
def list_likely(
    request: ApiRequest, least: Least = REVIEW_FROM, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Whole[PairOut]:
    """List open pairs from a probability on, the likeliest first; decide them and ask again for more."""
    pairs = list_pairs(actor=request.actor, least=least, limit=limit)
    return Whole[PairOut](items=[PairOut.model_validate(pair) for pair in pairs])


@router.get(
    "/search",
    response=SearchOut,
    operation_id="read_likeness_search",
    summary="Read the search",
    openapi_extra=_ASKS,
)
def read_search(request: ApiRequest) -> SearchOut:
    """Return the last search with the expected error of each threshold; 404 before the first."""
    request.actor.require("merge", "customer")
    search = find_last_search()
    if search is None:
        raise Missing("Nobody looked for duplicates yet.")
    return SearchOut.model_validate(search)


@router.post(
    "/search",
    response={202: StartedOut},
    operation_id="start_likeness_search",
    summary="Find duplicates",
    openapi_extra=_ASKS,
)
def start_search(request: ApiRequest) -> Status[StartedOut]:
    """Look through all customers in the background."""
    request.actor.require("merge", "customer")
    job_id = enqueue(jobs.SEARCH, {"asked": True}, actor=request.actor, key="asked")
    return Status(202, StartedOut(job_id=job_id))


@router.get(
    "/{uuid:pair_id}",
    response=PairOut,
    operation_id="get_likely_pair",
    summary="Read a pair",
    openapi_extra=_ASKS,
)
def read_pair(request: ApiRequest, pair_id: UUID) -> PairOut:
    """Return a pair, decided or not."""
    return PairOut.model_validate(pair_line(get_pair(pair_id, actor=request.actor, verb="merge")))


@router.post(
    "/{uuid:pair_id}/same",
    response=PairOut,
    operation_id="merge_likely_pair",
    summary="Merge a pair",
    openapi_extra=_ASKS,
)
def same(request: ApiRequest, pair_id: UUID) -> PairOut:
    """Merge the two; the one with more orders stays, else the elder. 409 when it was decided before."""
    deciding.merge_pair(pair_id, actor=request.actor)
    return read_pair(request, pair_id)


@router.post(
    "/{uuid:pair_id}/different",
    response=PairOut,
    operation_id="part_likely_pair",
    summary="Keep apart",
    openapi_extra=_ASKS,
)
def different(request: ApiRequest, pair_id: UUID) -> PairOut:
    """Note that they are two customers, so that no search asks again. 409 when it was decided before."""
    return PairOut.model_validate(deciding.keep_apart(pair_id, actor=request.actor))


@router.post(
    "/{uuid:pair_id}/reopen",
    response=PairOut,
    operation_id="reopen_likely_pair",
    summary="Reopen a pair",
    openapi_extra=_ASKS,
)
def reopen(request: ApiRequest, pair_id: UUID) -> PairOut:
    """Open the pair again; merged customers are parted. 409 when it is open, or a later merge stands."""
    return PairOut.model_validate(deciding.reopen_pair(pair_id, actor=request.actor))
