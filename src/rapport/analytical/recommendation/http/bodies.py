"""Bodies of the room's endpoints."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from rapport.analytical.recommendation.contracts import (
    Goods,
    Refusal,
    RefusedOffer,
    Suggested,
    Suggestions,
    VersionView,
    WhyNot,
)
from rapport.kernel.rest.api import Answer, Body


class GoodsOut(Answer):
    """A product; the price is in major units of `currency`."""

    id: UUID
    sku: str
    name: str
    price: Decimal
    currency: str


class SuggestedOut(Answer):
    """A product for somebody: `ground` is another product that was bought (`because`; `together` customers
    bought both, where that is counted) or one like it, the day it is usually bought again (`due_on`), or
    only that many buy it. `score` orders this list and means nothing else."""

    product: GoodsOut
    kind: Literal["new", "again"]
    ground: Literal["bought", "alike", "due", "popular"]
    score: float
    because: GoodsOut | None
    together: int
    due_on: date | None


class RefusedOut(Answer):
    """A product that stood in the list and is not offered: not on sale, barred (itself, its category, or for
    this customer), or enough of its category stand in the list. `reason` is what whoever barred it wrote."""

    product: GoodsOut
    why: WhyNot
    reason: str


class SuggestionsOut(Answer):
    """What is recommended, the best first; `version_id` is what it was made by, null where nothing was
    learnt.
    `refused` are not offered; `drawn`: what is new was drawn by chance, to compare."""

    items: list[SuggestedOut]
    version_id: UUID | None
    refused: list[RefusedOut]
    drawn: bool


class PairedOut(Answer):
    """A product that goes with another; `together` customers bought both."""

    product: GoodsOut
    together: int


class TakerOut(Answer):
    """A customer a product is recommended to."""

    id: UUID
    name: str


class BasketIn(Body):
    """What lies in a basket; `country` (ISO 3166-1) helps where nothing is known of the products."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"product_ids": ["0198c5f2-7c1e-7a10-9a53-0d6a1f3b2c4d"], "country": "DE"}]
        },
    )

    product_ids: Annotated[list[UUID], Field(max_length=200)]
    country: Annotated[str, Field(pattern="^([A-Z]{2})?$")] = ""


class RangeOut(Answer):
    """A mean over customers, and the range in which it stays in 95 of 100 drawings of them."""

    mean: float
    low: float
    high: float


class JudgedOut(Answer):
    """A model on the time held out, all products ranked, none bought before: NDCG of the first ten, recall
    among the first twenty, the NDCG beyond popularity's, the share of products shown to somebody, and the
    mean of -log2 of the share of customers who had bought what is shown."""

    model: str
    parameters: dict[str, float]
    ndcg: RangeOut
    recall: RangeOut
    gain: RangeOut
    coverage: float
    novelty: float


class VersionOut(Answer):
    """One time it was learnt what to recommend: days are of the business's zone, `cut_day` begins the time
    held out. `live`: lists are made by it; `chosen_by` is the member who chose it, null where it took over
    by itself."""

    id: UUID
    learnt_at: datetime
    model: str
    parameters: dict[str, float]
    seed: int
    refusal: Refusal | None
    first_day: date | None
    cut_day: date | None
    last_day: date | None
    customers: int
    products: int
    bought: int
    asked: int
    judged: list[JudgedOut]
    live: bool
    chosen_by: UUID | None
    chosen_at: datetime | None


class NextActionOut(Answer):
    """Something to do: what it brings on average is `probability` times `gain_minor` less `cost_minor`, in
    minor units of the business's money (`expected_minor`)."""

    code: str
    title: str
    why: str
    probability: float
    gain_minor: int
    cost_minor: int
    expected_minor: int


class StartedOut(Answer):
    """The job that does it; see `/jobs`."""

    job_id: Annotated[UUID, Field(description="Follow it at /jobs/{job_id}.")]


def write_goods(goods: Goods) -> GoodsOut:
    """Return a product as it goes out."""
    return GoodsOut(id=goods.id, sku=goods.sku, name=goods.name, price=goods.price, currency=goods.currency)


def write_suggestions(found: Suggestions) -> SuggestionsOut:
    """Return a list as it goes out."""
    return SuggestionsOut(
        items=[_write(one) for one in found.items],
        version_id=found.version_id,
        refused=[
            RefusedOut(product=write_goods(one.goods), why=one.why, reason=one.reason)
            for one in found.refused
        ],
        drawn=found.drawn,
    )


def _refuse(one: RefusedOffer) -> RefusedOut:
    return RefusedOut(product=write_goods(one.goods), why=one.why, reason=one.reason)


def write_version(version: VersionView) -> VersionOut:
    """Return a version as it goes out."""
    return VersionOut.model_validate(version)


def _write(one: Suggested) -> SuggestedOut:
    return SuggestedOut(
        product=write_goods(one.goods),
        kind=one.kind,
        ground=one.ground,
        score=one.score,
        because=write_goods(one.because) if one.because else None,
        together=one.together,
        due_on=one.due_on,
    )
