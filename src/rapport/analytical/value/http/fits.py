"""/worth/fits: what was learnt of the time ahead, and how good the guesses were."""

from datetime import date, datetime
from uuid import UUID

from ninja import Router

from rapport.analytical.value.contracts import Refusal
from rapport.analytical.value.queries import list_fits
from rapport.kernel.rest.api import Answer, ApiRequest, Whole, asks

router = Router()


class ParameterOut(Answer):
    """One parameter with its standard error; times are weeks, amounts minor units."""

    model: str
    name: str
    value: float
    error: float


class ErrorsOut(Answer):
    """A guess beside what came, in purchases a customer and minor units; the naive errors are of the guess
    that everybody goes on as before. `inside` is the share of customers within the interval of eight in ten,
    `best_found` the money of the tenth held to be the best as a share of the best tenth's."""

    customers: int
    purchases_guessed: float
    purchases_made: int
    money_guessed_minor: int
    money_made_minor: int
    mean_error: float
    root_error: float
    naive_mean_error: float
    naive_root_error: float
    inside: float
    best_found: float


class GroupOut(Answer):
    """A tenth of the customers, the best guesses first: means of a customer, money in minor units."""

    customers: int
    purchases_guessed: float
    purchases_made: float
    money_guessed_minor: int
    money_made_minor: int


class FitOut(Answer):
    """One time models were fitted: days of the business's zone, amounts in minor units of `currency`.

    The guess that was checked was made on `cut_day`; `candidates` are the root errors of all models compared.
    With a `refusal` nothing was learnt.
    """

    id: UUID
    as_of: datetime
    model: str
    currency: str
    first_day: date | None
    cut_day: date | None
    last_day: date | None
    customers: int
    came_back: int
    refusal: Refusal | None
    parameters: list[ParameterOut]
    errors: ErrorsOut | None
    groups: list[GroupOut]
    candidates: dict[str, float]
    purchases_ahead: float
    money_ahead_minor: int
    lifetime_minor: int
    discount_percent: float


@router.get(
    "",
    response=Whole[FitOut],
    operation_id="list_worth_fits",
    summary="List fits",
    openapi_extra=asks("view:worth", "view:customer"),
)
def list_newest(request: ApiRequest) -> Whole[FitOut]:
    """List the newest thirty fits, the newest first; 403 for who does not see the whole business."""
    return Whole[FitOut](items=[FitOut.model_validate(fit) for fit in list_fits(request.actor)])


def get_router() -> Router:
    """Return the router of fits, the same for every asking."""
    return router
