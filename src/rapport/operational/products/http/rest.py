"""/products and /categories: what the shop sells, for programs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.filters.api import FilterText, narrow, parse
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import CurrencyCode
from rapport.kernel.rest.api import (
    FILLED,
    Answer,
    ApiRequest,
    Body,
    Bulk,
    BulkAnswer,
    CursorText,
    Exact,
    Limit,
    Page,
    RowFailure,
    RowSuccess,
    apply_bulk,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)
from rapport.operational.products import operations, queries
from rapport.operational.products.contracts import ProductRow
from rapport.operational.products.models import Product
from rapport.operational.products.queries.lists import ORDERS

products = Router()
Line = Annotated[str, StringConstraints(pattern=FILLED, min_length=1)]
Sku = Annotated[Line, StringConstraints(max_length=100)]
Title = Annotated[Line, StringConstraints(max_length=300)]
Price = Annotated[Decimal, Exact(13, 6)]
Stage = Literal["design", "launch", "growth", "mature", "decline", "retired"]
_EXAMPLE: JsonDict = {
    "sku": "TEA-001",
    "name": "Longjing green tea, 100 g",
    "unit_price": "12.50",
    "currency": "EUR",
    "stage": "mature",
}


class ProductIn(Body):
    """A product as a caller writes it; prices in major units, the currency defaults to the business's own."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    sku: Sku
    name: Title
    description: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=20_000)] = ""
    category_id: UUID | None = None
    stage: Stage = "mature"
    currency: CurrencyCode | None = None
    unit_price: Price = Decimal(0)
    cost: Price | None = None
    active: bool = True


class ProductChange(Body):
    """The fields of a product to change; those left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"unit_price": "13.00"}]})

    sku: Sku = ""
    name: Title = ""
    description: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=20_000)] = ""
    category_id: UUID | None = None
    stage: Stage = "mature"
    currency: CurrencyCode = ""
    unit_price: Price = Decimal(0)
    cost: Price | None = None
    active: bool = True


class ProductBulkIn(ProductChange):
    """One row of a bulk write: the SKU says which product; fields left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    sku: Sku


class ProductOut(Answer):
    """A product; prices in major units of `currency`, times UTC."""

    id: UUID
    sku: str
    name: str
    description: str
    category_id: UUID | None
    stage: str
    currency: str
    unit_price: Decimal
    cost: Decimal | None
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime


Sort = Annotated[str, sorted_by("name", "sku", "created", "id")]
Search = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$", description="SKU or name.")]


def write_product(product: Product, actor: Actor) -> ProductOut:
    """Return a product as it goes out: without the cost where a role hides it."""
    out = ProductOut.model_validate(product)
    return out if actor.may_see("product", "cost") else out.model_copy(update={"cost": None})


class ProductFilter(Body):
    """What a list of products may be narrowed by."""

    cursor: CursorText | None = None
    limit: Limit = 50
    sort: Sort = "-id"
    q: Search = ""
    sku: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$", description="Exactly this SKU.")] = ""
    category_id: UUID | None = None
    stage: Stage | None = None
    active: bool | None = None
    filter: FilterText = ""


@products.get("", response=Page[ProductOut], operation_id="list_products", summary="List products")
def list_page(request: ApiRequest, filters: Query[ProductFilter]) -> Page[ProductOut]:
    """List products; `q` finds a SKU by its beginning or a name by any part, `sku` exactly."""
    rows = queries.search_products(queries.list_products(request.actor), filters.q)
    if filters.sku:
        rows = rows.filter(sku=filters.sku)
    if filters.category_id:
        rows = rows.filter(category_id=filters.category_id)
    if filters.stage:
        rows = rows.filter(stage=filters.stage)
    if filters.active is not None:
        rows = rows.filter(active=filters.active)
    rows = narrow(rows, parse(filters.filter), "product", actor=request.actor)
    found, after = page_rows(
        rows,
        cursor=filters.cursor,
        limit=filters.limit,
        sort=filters.sort,
        sorts=ORDERS,
    )
    return Page[ProductOut](items=[write_product(row, request.actor) for row in found], next=after)


@products.post("", response={201: ProductOut}, operation_id="create_product", summary="Create a product")
def create_one(request: ApiRequest, body: ProductIn, response: HttpResponse) -> Status[ProductOut]:
    """Create a product. Refused with 409 when its SKU is in use, 422 on an unknown category or currency."""
    values = body.model_dump()
    if values["currency"] is None:
        del values["currency"]
    product = operations.create_product(values, actor=request.actor)
    response["Location"] = f"/api/v1/products/{product.id}"
    set_etag(response, product.version)
    return Status(201, write_product(product, request.actor))


@products.get("/{uuid:product_id}", response=ProductOut, operation_id="get_product", summary="Read a product")
def get_one(request: ApiRequest, product_id: UUID, response: HttpResponse) -> ProductOut:
    """Read a product; its ETag serves If-Match."""
    product = queries.get_product(product_id, request.actor)
    set_etag(response, product.version)
    return write_product(product, request.actor)


@products.patch(
    "/{uuid:product_id}", response=ProductOut, operation_id="change_product", summary="Change a product"
)
def change_one(
    request: ApiRequest, product_id: UUID, body: ProductChange, response: HttpResponse
) -> ProductOut:
    """Change the fields sent; with If-Match only if nobody else did meanwhile (412)."""
    require_match(request, queries.get_product_for_update(product_id, request.actor).version)
    values = body.model_dump(exclude_unset=True)
    product = operations.update_product(product_id, values, actor=request.actor)
    set_etag(response, product.version)
    return write_product(product, request.actor)


@products.post("/bulk", response=BulkAnswer, operation_id="bulk_products", summary="Write many products")
def write_many(request: ApiRequest, body: Bulk[ProductBulkIn]) -> BulkAnswer:
    """Create or update up to 10,000 products, known by their SKU; every row gets its own answer."""

    def apply(rows: Sequence[tuple[int, ProductBulkIn]], mode: str) -> Iterator[RowSuccess | RowFailure]:
        given = [
            (index, ProductRow(row.sku, row.model_dump(exclude_unset=True, exclude={"sku"})))
            for index, row in rows
        ]
        for answer in operations.upsert_products(given, mode, actor=request.actor):
            if answer.id is None or answer.outcome is None:
                yield RowFailure(answer.index, answer.code, answer.reason, answer.fields)
            else:
                yield RowSuccess(answer.index, answer.outcome, answer.id)

    return apply_bulk(body, apply)
