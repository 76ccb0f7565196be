"""/recommendations: what to recommend to a customer, with a basket or beside a product, and how good that
is."""

from typing import Annotated
from uuid import UUID

from ninja import Query, Router, Status

from rapport.analytical.recommendation.http import bars_rest, live_rest
from rapport.analytical.recommendation.http.bodies import (
    BasketIn,
    NextActionOut,
    PairedOut,
    StartedOut,
    SuggestionsOut,
    TakerOut,
    VersionOut,
    write_goods,
    write_suggestions,
    write_version,
)
from rapport.analytical.recommendation.operations.versions import ask_to_learn, choose_by_itself, use_version
from rapport.analytical.recommendation.queries import (
    get_version,
    list_pairs,
    list_takers,
    list_versions,
    rank_actions,
    suggest_for_basket,
    suggest_for_customer,
)
from rapport.analytical.recommendation.queries.goods import require_goods
from rapport.kernel.rest.api import ApiRequest, Whole, asks

router = Router()
router.add_router("/bars", bars_rest.router)
router.add_router("", live_rest.router)
Few = Annotated[int, Query(ge=1, le=20, description="At most so many, of each kind.")]
_SEES = asks("view:recommendation", "view:customer")
_GOODS = asks("view:recommendation", "view:product")


@router.get(
    "/customers/{uuid:party_id}",
    response=SuggestionsOut,
    operation_id="recommend_to_customer",
    summary="Recommend to a customer",
    openapi_extra=_SEES,
)
def read_for_customer(
    request: ApiRequest, party_id: UUID, limit: Few = 5, measured: bool = False
) -> SuggestionsOut:
    """Read what to offer a customer: what is due to be bought again, then what is new to them.

    `measured=true` where the customer is shown the list: a slice of customers, always the same, gets what
    chance draws, to compare; tell then by `/recommendations/shown` what was shown.
    """
    found = suggest_for_customer(party_id, actor=request.actor, limit=limit, measured=measured)
    return write_suggestions(found)


@router.get(
    "/customers/{uuid:party_id}/actions",
    response=Whole[NextActionOut],
    operation_id="list_next_actions",
    summary="List what to do next",
    openapi_extra=_SEES,
)
def read_actions(request: ApiRequest, party_id: UUID, limit: Few = 3) -> Whole[NextActionOut]:
    """List what to do next about a customer, what brings most on average first."""
    actions = rank_actions(party_id, actor=request.actor, limit=limit)
    return Whole[NextActionOut](items=[NextActionOut.model_validate(one) for one in actions])


@router.get(
    "/products/{uuid:product_id}/together",
    response=Whole[PairedOut],
    operation_id="list_bought_together",
    summary="List what is bought together",
    openapi_extra=_GOODS,
)
def read_pairs(request: ApiRequest, product_id: UUID, limit: Few = 6) -> Whole[PairedOut]:
    """List the products on sale that the same customers buy, the closest first."""
    require_goods([product_id])
    pairs = list_pairs(product_id, actor=request.actor, limit=limit)
    return Whole[PairedOut](
        items=[PairedOut(product=write_goods(one.goods), together=one.together) for one in pairs]
    )


@router.get(
    "/products/{uuid:product_id}/customers",
    response=Whole[TakerOut],
    operation_id="list_product_takers",
    summary="List who would buy a product",
    openapi_extra=asks("view:recommendation", "view:customer", "view:product"),
)
def read_takers(request: ApiRequest, product_id: UUID, limit: Few = 10) -> Whole[TakerOut]:
    """List the likeliest customers; all of them are found by the field `would_buy` of `/customers`."""
    require_goods([product_id])
    takers = list_takers(product_id, actor=request.actor, limit=limit)
    return Whole[TakerOut](items=[TakerOut(id=key, name=name) for key, name in takers])


@router.post(
    "/basket",
    response=SuggestionsOut,
    operation_id="recommend_with_basket",
    summary="Recommend with a basket",
    openapi_extra=asks("view:recommendation"),
)
def read_for_basket(request: ApiRequest, body: BasketIn, limit: Few = 5) -> SuggestionsOut:
    """Read what goes with a basket, also of somebody nobody knows; an empty one gets what most customers
    buy."""
    require_goods(body.product_ids)
    found = suggest_for_basket(body.product_ids, actor=request.actor, limit=limit, country=body.country)
    return write_suggestions(found)


@router.get(
    "/versions",
    response=Whole[VersionOut],
    operation_id="list_recommender_versions",
    summary="List versions",
    openapi_extra=asks("view:recommendation"),
)
def read_versions(request: ApiRequest) -> Whole[VersionOut]:
    """List the newest thirty times it was learnt what to recommend, with every model's figures."""
    return Whole[VersionOut](items=[write_version(one) for one in list_versions(request.actor)])


@router.get(
    "/versions/{uuid:version_id}",
    response=VersionOut,
    operation_id="get_recommender_version",
    summary="Read a version",
    openapi_extra=asks("view:recommendation"),
)
def read_version(request: ApiRequest, version_id: UUID) -> VersionOut:
    """Read one version with its figures."""
    return write_version(get_version(version_id, actor=request.actor))


@router.post(
    "/learn",
    response={202: StartedOut},
    operation_id="learn_recommendations",
    summary="Learn what to recommend",
    openapi_extra=asks("edit:recommendation"),
)
def start_learning(request: ApiRequest) -> Status[StartedOut]:
    """Compare models and make everybody's lists in the background; it also happens every night."""
    return Status(202, StartedOut(job_id=ask_to_learn(actor=request.actor)))


@router.post(
    "/versions/{uuid:version_id}/use",
    response={202: StartedOut},
    operation_id="use_recommender_version",
    summary="Use a version",
    openapi_extra=asks("edit:recommendation"),
)
def start_using(request: ApiRequest, version_id: UUID) -> Status[StartedOut]:
    """Approve a version that waits, or go back to an older one: its recipe makes the lists from now on."""
    return Status(202, StartedOut(job_id=use_version(version_id, actor=request.actor)))


@router.post(
    "/automatic",
    response={202: StartedOut},
    operation_id="choose_recommender_automatically",
    summary="Let the best version take over",
    openapi_extra=asks("edit:recommendation"),
)
def start_automatic(request: ApiRequest) -> Status[StartedOut]:
    """Let the next version take over by itself again, and learn it now."""
    return Status(202, StartedOut(job_id=choose_by_itself(actor=request.actor)))


def get_router() -> Router:
    """Return the room's router, the same for every asking."""
    return router
