"""/recommendations/shown, /clicked, /live: telling what was shown, and what came of it."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Status
from pydantic import ConfigDict, Field

from rapport.analytical.recommendation.operations.showing import note_clicked, note_shown
from rapport.analytical.recommendation.queries import measure_live
from rapport.kernel.rest.api import Answer, ApiRequest, Body, asks

router = Router()
_ID = "0198c5f2-7c1e-7a10-9a53-0d6a1f3b2c4d"


class ShownIn(Body):
    """Products a customer was shown now; `place` is a word of your own, such as shop, portal or letter."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"customer_id": _ID, "product_ids": [_ID], "place": "shop"}]},
    )

    customer_id: UUID
    product_ids: Annotated[list[UUID], Field(min_length=1, max_length=50)]
    place: Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$")]


class ClickedIn(Body):
    """A product a customer clicked on where it was shown to them."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"customer_id": _ID, "product_id": _ID}]}
    )

    customer_id: UUID
    product_id: UUID


class NotedOut(Answer):
    """How many were noted; a click on what was not shown within seven days is none."""

    noted: int


class ArmOut(Answer):
    """Customers who were shown something, those of them who clicked, and who bought what they saw."""

    shown: int
    clicked: int
    bought: int


class DifferenceOut(Answer):
    """By how much a share of customers is higher, with the range that holds in 95 of 100 cases."""

    mean: float
    low: float
    high: float


class LiveOut(Answer):
    """Customers shown what was learnt beside those shown what chance drew, in ninety days; what was bought
    within seven days after it was shown counts. No difference while one of the two has nobody."""

    learnt: ArmOut
    drawn: ArmOut
    clicked: DifferenceOut | None
    bought: DifferenceOut | None


@router.post(
    "/shown",
    response={201: NotedOut},
    operation_id="note_shown_products",
    summary="Tell what was shown",
    openapi_extra=asks("create:recommendation", "view:customer"),
)
def add_shown(request: ApiRequest, body: ShownIn) -> Status[NotedOut]:
    """Tell which products a customer was shown; ask for the list with `measured=true` before."""
    noted = note_shown(body.customer_id, body.product_ids, place=body.place, actor=request.actor)
    return Status(201, NotedOut(noted=noted))


@router.post(
    "/clicked",
    response={201: NotedOut},
    operation_id="note_clicked_product",
    summary="Tell what was clicked",
    openapi_extra=asks("create:recommendation", "view:customer"),
)
def add_clicked(request: ApiRequest, body: ClickedIn) -> Status[NotedOut]:
    """Tell that a customer clicked on what they were shown; once for each time it was shown."""
    noted = note_clicked(body.customer_id, body.product_id, actor=request.actor)
    return Status(201, NotedOut(noted=int(noted)))


@router.get(
    "/live",
    response=LiveOut,
    operation_id="read_live_recommendations",
    summary="Read what came of showing",
    openapi_extra=asks("view:recommendation"),
)
def read_live(request: ApiRequest) -> LiveOut:
    """Read how many customers bought what they were shown, beside those shown what chance drew."""
    return LiveOut.model_validate(measure_live(request.actor))
