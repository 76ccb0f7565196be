"""/recommendations/bars: what is not to be recommended."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Status
from pydantic import ConfigDict, Field

from rapport.analytical.recommendation.operations.bars import LONGEST, bar, lift_bar
from rapport.analytical.recommendation.queries import list_bars
from rapport.kernel.rest.api import Answer, ApiRequest, Body, Whole, asks

router = Router()


class BarIn(Body):
    """A product or a category (one of the two), to one customer or, without `customer_id`, to anybody."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"product_id": "0198c5f2-7c1e-7a10-9a53-0d6a1f3b2c4d", "reason": "Recalled"}]
        },
    )

    product_id: UUID | None = None
    category_id: UUID | None = None
    customer_id: UUID | None = None
    reason: Annotated[str, Field(max_length=LONGEST)] = ""


class BarOut(Answer):
    """What is not to be recommended, to a customer (`party_id`) or to anybody."""

    id: UUID
    product_id: UUID | None
    category_id: UUID | None
    party_id: UUID | None
    reason: str
    created_at: datetime


@router.get(
    "",
    response=Whole[BarOut],
    operation_id="list_recommendation_bars",
    summary="List what is not recommended",
    openapi_extra=asks("view:recommendation"),
)
def read_bars(request: ApiRequest) -> Whole[BarOut]:
    """List the newest two hundred products and categories recommended to nobody, the newest first."""
    return Whole[BarOut](items=[BarOut.model_validate(one) for one in list_bars(request.actor)])


@router.post(
    "",
    response={201: BarOut},
    operation_id="bar_recommendation",
    summary="Have something not recommended",
    openapi_extra=asks("edit:recommendation", "edit:customer"),
)
def add_bar(request: ApiRequest, body: BarIn) -> Status[BarOut]:
    """Have a product or a category no longer recommended; the same bar stays one."""
    made = bar(
        product_id=body.product_id,
        category_id=body.category_id,
        party_id=body.customer_id,
        reason=body.reason,
        actor=request.actor,
    )
    return Status(201, BarOut.model_validate(made))


@router.delete(
    "/{uuid:bar_id}",
    response={204: None},
    operation_id="lift_recommendation_bar",
    summary="Have it recommended again",
    openapi_extra=asks("edit:recommendation", "view:recommendation", "edit:customer"),
)
def remove_bar(request: ApiRequest, bar_id: UUID) -> Status[None]:
    """Have it recommended again."""
    lift_bar(bar_id, actor=request.actor)
    return Status(204, None)
