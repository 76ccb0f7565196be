"""/products/…/costs: what one piece costs the business, from which day on."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from ninja import Path, Router
from pydantic import ConfigDict

from rapport.kernel.rest.api import Answer, ApiRequest, Body, Whole, asks
from rapport.operational.products import operations, queries
from rapport.operational.products.contracts import CostRow
from rapport.operational.products.http.rest import Price

costs = Router()


class CostIn(Body):
    """What one piece costs from `since` on (a day in UTC, left out: today), in major units of the product's
    currency; null: no longer known."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"cost": "7.20", "since": "2026-01-01"}]}
    )

    cost: Price | None
    since: date | None = None


class CostOut(Answer):
    """What one piece costs from `since` on, until the next row, in major units of `currency`."""

    since: date
    cost: Decimal | None
    currency: str


@costs.get("", response=Whole[CostOut], operation_id="list_product_costs", summary="List a product's costs")
def list_all(request: ApiRequest, product_id: Path[UUID]) -> Whole[CostOut]:
    """List what the product costs and did cost, the newest first; nothing where a role hides the cost."""
    lines = queries.list_costs(product_id, request.actor)
    return Whole[CostOut](items=[CostOut.model_validate(line) for line in lines])


@costs.post(
    "",
    response=Whole[CostOut],
    operation_id="set_product_cost",
    summary="Set a product's cost",
    openapi_extra=asks("edit:product", "view:product"),
)
def set_one(request: ApiRequest, product_id: Path[UUID], body: CostIn) -> Whole[CostOut]:
    """Set what the product costs from a day on, and list its costs; 422 for a day to come.

    Orders of that day and later are costed anew a moment later. The same again changes nothing.
    """
    sku = queries.get_product_for_update(product_id, request.actor).sku
    operations.set_cost(product_id, CostRow(sku, body.cost, body.since), actor=request.actor)
    return list_all(request, product_id)
