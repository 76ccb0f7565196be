"""/churn: who is at risk of leaving, why, what is at stake, and how well that is known."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Query, Router

from rapport.analytical.churn.contracts import Ground, ModelState, Refusal, RiskReason, RiskRow, RiskView
from rapport.analytical.churn.contracts.wording import write_reason
from rapport.analytical.churn.queries import get_risk, list_models, list_risks
from rapport.analytical.churn.queries.models import find_horizon
from rapport.kernel.rest.api import Answer, ApiRequest, CursorText, Limit, Page, Whole, asks
from rapport.kernel.tenancy.api import get_own_tenant

router = Router()
_ASKS = asks("view:worth", "view:customer")


class ReasonOut(Answer):
    """One ground: by how much it moves the logarithm of the odds, and the sentence people read, in the
    language of the request."""

    ground: Ground
    weight: float
    text: str


class MeasuresOut(Answer):
    """What the risk rests on: days since the first and last purchase, days with purchases, the longest time
    between two, purchases of the last horizon and of the one before; amounts in minor units."""

    since: int
    silent: int
    days: int
    longest: int
    recent: int
    before: int
    gross_minor: int
    returned_minor: int


class RiskOut(Answer):
    """One customer: the probability of buying nothing within `horizon_days` from `as_of` (UTC);
    `at_stake_minor` is the risk times what is expected within a year, null where nothing is known of it."""

    party_id: UUID
    risk: float
    horizon_days: int
    at_stake_minor: int | None
    currency: str
    measures: MeasuresOut
    reasons: list[ReasonOut]
    model_id: UUID
    as_of: datetime


class LeavingOut(Answer):
    """One line of the list of those at risk; amounts are minor units of the tenant's currency."""

    id: UUID
    name: str
    risk: float
    at_stake_minor: int | None
    reasons: list[ReasonOut]
    as_of: datetime


class RiskErrorsOut(Answer):
    """A guess beside what came, on time neither learning nor calibration had seen: mean squared error
    (`brier`), logarithmic error, area under the ROC curve, and both errors of saying the same of everybody.
    `left` and `guessed` are shares of customers, `top_tenth` the lift of the likeliest tenth."""

    customers: int
    left: float
    guessed: float
    brier: float
    log_loss: float
    auc: float
    base_brier: float
    base_log_loss: float
    top_tenth: float


class RiskGroupOut(Answer):
    """A tenth of the customers, the likeliest to leave first: mean risk and the share that left."""

    customers: int
    guessed: float
    left: float


class SnapshotOut(Answer):
    """What a model was learnt from: rows, SHA-256 of their values, the moments it knew (UTC), seed, code;
    `drift` is how far each thing it looks at has moved since (population stability index), by name."""

    rows: int
    digest: str
    cuts: list[str]
    seed: int
    code: str
    drift: dict[str, float]


class ModelOut(Answer):
    """One time risk was learnt: days of the business's zone; `candidates` are the log losses of all models
    compared, `weights` those of the one in use. With a `refusal` nothing was learnt."""

    id: UUID
    number: int
    as_of: datetime
    state: ModelState
    kind: str
    refusal: Refusal | None
    horizon_days: int
    first_day: date | None
    cut_day: date | None
    last_day: date | None
    customers: int
    scored: int
    errors: RiskErrorsOut | None
    groups: list[RiskGroupOut]
    candidates: dict[str, float]
    weights: dict[str, float]
    snapshot: SnapshotOut | None
    shift: float | None


@router.get(
    "/models",
    response=Whole[ModelOut],
    operation_id="list_churn_models",
    summary="List models of leaving",
    openapi_extra=_ASKS,
)
def list_newest(request: ApiRequest) -> Whole[ModelOut]:
    """List the newest thirty models, the newest first; 403 for who does not see the whole business."""
    return Whole[ModelOut](items=[ModelOut.model_validate(one) for one in list_models(request.actor)])


@router.get(
    "/customers",
    response=Page[LeavingOut],
    operation_id="list_customers_at_risk",
    summary="List customers at risk",
    openapi_extra=_ASKS,
)
def list_page(
    request: ApiRequest,
    at_least: Annotated[float, Query(ge=0, le=1)] = 0.0,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Page[LeavingOut]:
    """List customers, where most is at stake first; `at_least` narrows to risks from there (0 to 1)."""
    page = list_risks(request.actor, at_least=at_least, after=cursor or "", limit=limit)
    currency, horizon = get_own_tenant(request.actor.tenant_id).currency, find_horizon()
    items = [
        LeavingOut(
            id=row.id,
            name=row.name,
            risk=row.risk,
            at_stake_minor=row.at_stake_minor,
            reasons=_write_reasons(row, currency, horizon),
            as_of=row.as_of,
        )
        for row in page.rows
    ]
    return Page[LeavingOut](items=items, next=page.next_cursor or None)


@router.get(
    "/customers/{uuid:party_id}",
    response=RiskOut,
    operation_id="get_churn_risk",
    summary="Read a customer's risk of leaving",
    openapi_extra=_ASKS,
)
def read_risk(request: ApiRequest, party_id: UUID) -> RiskOut:
    """Read one customer's risk and its reasons; 404 where nothing is said or the customer is not yours."""
    view = get_risk(party_id, actor=request.actor)
    return RiskOut(
        party_id=view.party_id,
        risk=view.risk,
        horizon_days=view.horizon_days,
        at_stake_minor=view.at_stake_minor,
        currency=view.currency,
        measures=MeasuresOut.model_validate(view.measures),
        reasons=_write_reasons(view, view.currency, view.horizon_days),
        model_id=view.model_id,
        as_of=view.as_of,
    )


def _write_reasons(one: RiskView | RiskRow, currency: str, horizon: int) -> list[ReasonOut]:
    def write(reason: RiskReason) -> ReasonOut:
        text = write_reason(reason, one.measures, currency=currency, horizon_days=horizon)
        return ReasonOut(ground=reason.ground, weight=reason.weight, text=text)

    return [write(reason) for reason in one.reasons]


def get_router() -> Router:
    """Return the room's router, the same for every asking."""
    return router
