"""/contracts: contracts told by programs, which of them are likely to end, and how well that is known."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router
from pydantic import ConfigDict, Field, StringConstraints

from rapport.analytical.churn.contracts import Refusal
from rapport.analytical.churn.contracts.ending import ContractDraft, Term
from rapport.analytical.churn.contracts.ending_words import write_term
from rapport.analytical.churn.http.rest import RiskErrorsOut, RiskGroupOut
from rapport.analytical.churn.operations.contracts import take_contracts
from rapport.analytical.churn.queries.ending import find_ending_model, list_ending
from rapport.kernel.errors import Missing
from rapport.kernel.money.api import CurrencyCode
from rapport.kernel.rest.api import (
    FILLED,
    Answer,
    ApiRequest,
    Body,
    Bulk,
    BulkAnswer,
    CursorText,
    Limit,
    Page,
    RowFailure,
    RowSuccess,
    apply_bulk,
    asks,
)

router = Router()
_SEES = asks("view:worth", "view:customer")
Line = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=100)]


class ContractIn(Body):
    """A contract, known by its `code`: `price_minor` in minor units of `currency` is paid every period; bound
    up to `term_ends_on` (null: it can end at any time), after which it goes on by itself where it `renews`;
    `ended_on` is null while it runs. Days of the business's zone."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "code": "C-1001",
                    "customer_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                    "plan": "Tea of the month",
                    "started_on": "2026-01-15",
                    "price_minor": 1900,
                    "currency": "EUR",
                    "every": "month",
                }
            ]
        },
    )

    code: Line
    customer_id: UUID
    plan: Line
    started_on: date
    price_minor: Annotated[int, Field(ge=0, le=10**13)]
    currency: CurrencyCode
    every: Literal["month", "quarter", "half", "year"] = "month"
    term_ends_on: date | None = None
    ended_on: date | None = None
    renews: bool = True


class TermReasonOut(Answer):
    """A term of the contract that moves its risk: by how much in the logarithm of the odds, in words."""

    term: Term
    weight: float
    text: str


class ContractOut(Answer):
    """A running contract with the probability (`risk`) that it ends within the horizon of `/contracts/model`;
    `price_minor` is minor units of `currency` a month, `as_of` the day it was worked out."""

    id: UUID
    code: str
    customer_id: UUID
    name: str
    plan: str
    price_minor: int
    currency: str
    started_on: date
    term_ends_on: date | None
    risk: float
    reasons: list[TermReasonOut]
    as_of: date


class CurvePointOut(Answer):
    """The share of contracts still going on after so many days, and the range in which it lies in nineteen of
    twenty samples (Kaplan and Meier, Greenwood's variance)."""

    days: int
    share: float
    low: float
    high: float


class EndingModelOut(Answer):
    """What was learnt last of how contracts end: probabilities of an end within `horizon_days`, their errors
    on time held out, the curve. `at_stake_minor` is minor units a month of the business's currency,
    `candidates` the log losses of what was compared. With a `refusal` nothing is said of single contracts."""

    id: UUID
    as_of: datetime
    refusal: Refusal | None
    kind: str
    horizon_days: int
    contracts: int
    running: int
    expected: float
    at_stake_minor: int
    median_days: int | None
    errors: RiskErrorsOut | None
    groups: list[RiskGroupOut]
    candidates: dict[str, float]
    curve: list[CurvePointOut]


@router.post(
    "/bulk",
    response=BulkAnswer,
    operation_id="bulk_contracts",
    summary="Write many contracts",
    openapi_extra=asks("edit:worth", "view:customer"),
)
def write_many(request: ApiRequest, body: Bulk[ContractIn]) -> BulkAnswer:
    """Write up to 10,000 contracts, known by their code; a job learns anew how they end. Every row gets its
    own answer; a customer out of sight is unknown."""

    def apply(rows: Sequence[tuple[int, ContractIn]], mode: str) -> Iterator[RowSuccess | RowFailure]:
        drafts = [(index, ContractDraft(**row.model_dump())) for index, row in rows]
        for one in take_contracts(drafts, mode, actor=request.actor):
            if one.id is None or one.outcome == "rejected":
                yield RowFailure(one.index, one.code, one.reason)
            elif one.outcome == "created":
                yield RowSuccess(one.index, "created", one.id)
            else:
                yield RowSuccess(one.index, "updated" if one.outcome == "updated" else "unchanged", one.id)

    return apply_bulk(body, apply)


@router.get(
    "",
    response=Page[ContractOut],
    operation_id="list_contracts_at_risk",
    summary="List running contracts by their risk",
    openapi_extra=_SEES,
)
def list_page(
    request: ApiRequest,
    at_least: Annotated[float, Query(ge=0, le=1)] = 0.0,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Page[ContractOut]:
    """List running contracts of customers you may see, the likeliest to end first; `at_least` narrows to
    risks from there (0 to 1)."""
    page = list_ending(request.actor, at_least=at_least, after=cursor or "", limit=limit)
    items = [
        ContractOut(
            id=one.id,
            code=one.code,
            customer_id=one.party_id,
            name=one.name,
            plan=one.plan,
            price_minor=one.price_minor,
            currency=one.currency,
            started_on=one.started_on,
            term_ends_on=one.term_ends_on,
            risk=one.risk,
            reasons=[
                TermReasonOut(term=why.term, weight=why.weight, text=write_term(why, one))
                for why in one.reasons
            ],
            as_of=one.as_of,
        )
        for one in page.rows
    ]
    return Page[ContractOut](items=items, next=page.next_cursor or None)


@router.get(
    "/model",
    response=EndingModelOut,
    operation_id="get_contract_model",
    summary="Read how contracts end",
    openapi_extra=_SEES,
)
def read_model(request: ApiRequest) -> EndingModelOut:
    """Read what was learnt last, with its error and the curve; 404 before the first time, 403 for who does
    not see the whole business."""
    found = find_ending_model(request.actor)
    if found is None:
        raise Missing("Nothing was learnt of contracts yet.")
    return EndingModelOut.model_validate(found)


def get_router() -> Router:
    """Return the router of contracts, the same for every asking."""
    return router
