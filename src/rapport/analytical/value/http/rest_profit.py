"""/worth/profit: what customers bring after goods and service."""

from datetime import datetime
from uuid import UUID

from ninja import Router

from rapport.analytical.value.contracts import Period
from rapport.analytical.value.queries import get_profit, get_profits
from rapport.kernel.rest.api import Answer, ApiRequest, asks

router = Router()
_ASKS = asks("view:worth", "view:customer")


class FiguresOut(Answer):
    """A period in minor units: `earned_minor` is bought less returned without tax, after `discount_minor`;
    `known_minor` the part whose goods' cost is known, `goods_minor` that cost, `margin_minor` their
    difference (null: nothing known); `profit_minor` = known - goods + shipping - serving, null where nothing
    is known."""

    earned_minor: int
    known_minor: int
    goods_minor: int
    margin_minor: int | None
    shipping_minor: int
    discount_minor: int
    serving_minor: int
    profit_minor: int | None


class CustomerProfitOut(Answer):
    """What one customer brings and costs since ever (`all`) and in the last twelve months (`year`: this
    calendar month and the eleven before); `serving` by kind of cost since ever, in minor units of
    `currency`."""

    party_id: UUID
    currency: str
    all: FiguresOut
    year: FiguresOut
    serving: dict[str, int]


class WhalePointOut(Answer):
    """The most profitable `customers` together bring `profit_minor`."""

    customers: int
    profit_minor: int


class WhaleOut(Answer):
    """Cumulative profit from the most profitable customer down: the peak, and who takes how much away
    again."""

    customers: int
    total_minor: int
    peak_customers: int
    peak_minor: int
    losers: int
    lost_minor: int
    top_fifth_share: float | None
    points: list[WhalePointOut]


class ProfitOut(Answer):
    """All customers in sight in a period: `customers` were earned from or served, of `known` the profit is
    known; `serving` by kind of cost since ever; the dearest fifth takes `dearest_fifth_share` of the
    service."""

    period: Period
    currency: str
    customers: int
    known: int
    figures: FiguresOut
    whale: WhaleOut
    serving: dict[str, int]
    dearest_fifth_share: float
    as_of: datetime | None


@router.get("", response=ProfitOut, operation_id="get_profits", summary="Read profit", openapi_extra=_ASKS)
def read_profits(request: ApiRequest, period: Period = Period.YEAR) -> ProfitOut:
    """Read what all customers you may see bring after goods and service, with the whale curve."""
    view = get_profits(request.actor, period)
    return ProfitOut(
        period=view.period,
        currency=view.currency,
        customers=view.customers,
        known=view.known,
        figures=FiguresOut.model_validate(view.figures),
        whale=WhaleOut.model_validate(view.whale),
        serving=dict(view.serving),
        dearest_fifth_share=view.cost_curve.top_fifth_share,
        as_of=view.as_of,
    )


@router.get(
    "/customers/{uuid:party_id}",
    response=CustomerProfitOut,
    operation_id="get_profit",
    summary="Read a customer's profit",
    openapi_extra=_ASKS,
)
def read_profit(request: ApiRequest, party_id: UUID) -> CustomerProfitOut:
    """Read what one customer brings and costs; 404 when nothing is known or the customer is not yours to
    see."""
    return CustomerProfitOut.model_validate(get_profit(party_id, actor=request.actor))


def get_router() -> Router:
    """Return the router of profit."""
    return router
