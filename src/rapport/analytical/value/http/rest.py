"""/worth: what customers are worth, the segments, the 80/20 curve."""

from datetime import datetime
from uuid import UUID

from ninja import Router

from rapport.analytical.value.contracts import CustomerWorthView, Segment
from rapport.analytical.value.queries import get_revenue, get_worth, list_buyers, list_segments
from rapport.kernel.rest.api import Answer, ApiRequest, CursorText, Limit, Page, Whole, asks

router = Router()
_ASKS = asks("view:worth", "view:customer")


class ReasonOut(Answer):
    """One measure: its value (days, purchases, or minor units), its score, the percentage of customers below
    it."""

    code: str
    value: int
    score: int
    better_than: int


class AheadOut(Answer):
    """What is expected of a customer within a year: `alive` is a probability, `purchases` are days with
    purchases, the money of eight in ten stays between low and high; `lifetime_minor` are five years
    discounted to today, `loyalty` 0 to 100."""

    alive: float
    purchases: float
    money_minor: int
    low_minor: int
    high_minor: int
    lifetime_minor: int
    loyalty: int


class WorthOut(Answer):
    """What one customer is worth; amounts are minor units of `currency`, scores one to five."""

    party_id: UUID
    currency: str
    first_at: datetime
    last_at: datetime
    recency_days: int
    orders: int
    gross_minor: int
    returned_minor: int
    mean_minor: int
    share_of_revenue: float
    recency_score: int
    frequency_score: int
    monetary_score: int
    segment: Segment
    reasons: list[ReasonOut]
    as_of: datetime
    ahead: AheadOut | None


class BuyerOut(Answer):
    """One customer who bought; amounts are minor units of the tenant's currency, `scores` such as 545.
    `ahead_minor` is expected within a year, `alive` a probability; null where nothing could be learnt."""

    id: UUID
    name: str
    segment: Segment
    scores: str
    orders: int
    gross_minor: int
    returned_minor: int
    first_at: datetime
    last_at: datetime
    alive: float | None
    ahead_minor: int | None


class SegmentOut(Answer):
    """One segment with its customers and their revenue in minor units of the tenant's currency."""

    segment: Segment
    customers: int
    revenue_minor: int
    customer_share: float
    revenue_share: float


class PointOut(Answer):
    """The best `customers` together bring `revenue_minor`."""

    customers: int
    revenue_minor: int


class RevenueOut(Answer):
    """The 80/20 curve; `guest_minor` is revenue of orders without a customer and no part of the curve."""

    currency: str
    customers: int
    revenue_minor: int
    guest_orders: int
    guest_minor: int
    returned_minor: int
    top_fifth_share: float
    customers_for_eighty: int
    gini: float
    points: list[PointOut]
    as_of: datetime | None


@router.get(
    "/segments",
    response=Whole[SegmentOut],
    operation_id="list_segments",
    summary="List segments",
    openapi_extra=_ASKS,
)
def list_all_segments(request: ApiRequest) -> Whole[SegmentOut]:
    """List the ten segments from the best to the nearly lost, over the customers you may see."""
    sizes = list_segments(request.actor)
    return Whole[SegmentOut](items=[SegmentOut.model_validate(size) for size in sizes])


@router.get(
    "/revenue",
    response=RevenueOut,
    operation_id="get_revenue_curve",
    summary="Read the 80/20 curve",
    openapi_extra=_ASKS,
)
def read_revenue(request: ApiRequest) -> RevenueOut:
    """Read how much of the revenue comes from how few customers, at most 101 points from the best down."""
    view = get_revenue(request.actor)
    return RevenueOut(
        currency=view.currency,
        customers=view.curve.customers,
        revenue_minor=view.curve.revenue_minor,
        guest_orders=view.guest_orders,
        guest_minor=view.guest_minor,
        returned_minor=view.returned_minor,
        top_fifth_share=view.curve.top_fifth_share,
        customers_for_eighty=view.curve.customers_for_eighty,
        gini=view.curve.gini,
        points=[PointOut.model_validate(point) for point in view.curve.points],
        as_of=view.as_of,
    )


@router.get(
    "/customers",
    response=Page[BuyerOut],
    operation_id="list_buyers",
    summary="List buyers",
    openapi_extra=_ASKS,
)
def list_page(
    request: ApiRequest,
    segment: Segment | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Page[BuyerOut]:
    """List the customers who bought, the best first; `segment` narrows to one."""
    segments = (segment,) if segment else ()
    page = list_buyers(request.actor, segments=segments, after=cursor or "", limit=limit)
    items = [BuyerOut.model_validate(row, from_attributes=True) for row in page.rows]
    return Page[BuyerOut](items=items, next=page.next_cursor or None)


@router.get(
    "/customers/{uuid:party_id}",
    response=WorthOut,
    operation_id="get_worth",
    summary="Read worth",
    openapi_extra=_ASKS,
)
def read_worth(request: ApiRequest, party_id: UUID) -> WorthOut:
    """Read what one customer is worth; 404 when nothing was bought or the customer is not yours to see."""
    return write_worth(get_worth(party_id, actor=request.actor))


def write_worth(worth: CustomerWorthView) -> WorthOut:
    """Return a customer's worth as it goes out."""
    return WorthOut(
        party_id=worth.party_id,
        currency=worth.currency,
        first_at=worth.first_at,
        last_at=worth.last_at,
        recency_days=worth.recency_days,
        orders=worth.orders,
        gross_minor=worth.gross_minor,
        returned_minor=worth.returned_minor,
        mean_minor=worth.mean_minor,
        share_of_revenue=worth.share_of_revenue,
        recency_score=worth.scores.recency,
        frequency_score=worth.scores.frequency,
        monetary_score=worth.scores.monetary,
        segment=worth.segment,
        reasons=[ReasonOut.model_validate(reason) for reason in worth.reasons],
        as_of=worth.as_of,
        ahead=AheadOut.model_validate(worth.ahead) if worth.ahead else None,
    )


def get_router() -> Router:
    """Return the room's router, the same for every asking."""
    return router
