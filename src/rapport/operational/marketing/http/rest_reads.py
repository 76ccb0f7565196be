"""/campaigns, what is read of them: reach, overlaps, one recipient, the effect."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from rapport.customers.party.api import get_customer
from rapport.kernel.errors import Conflict
from rapport.kernel.rest.api import ApiRequest, Whole, asks
from rapport.operational.marketing.contracts import Arm, Interval
from rapport.operational.marketing.http.bodies_results import (
    ArmOut,
    ComparedOut,
    EffectOut,
    IntervalOut,
    OverlapOut,
    ReachOut,
    ReceiptOut,
    ResultsOut,
)
from rapport.operational.marketing.http.why import explain
from rapport.operational.marketing.operations.overlapping import list_overlaps
from rapport.operational.marketing.operations.planning import count_reach
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.effects import measure_effect, measure_letters
from rapport.operational.marketing.queries.reach import count_recipients
from rapport.operational.marketing.queries.receipts import find_receipt
from rapport.operational.marketing.queries.results import read_results
from rapport.operational.marketing.rules.always_valid import compare_running
from rapport.ui.api import Viewer

router = Router()


@router.get(
    "/results",
    response=ResultsOut,
    operation_id="get_campaign_results",
    summary="Read what campaigns are credited with",
    openapi_extra=asks("view:campaign", "view:order"),
)
def read_credit(request: ApiRequest, days: Annotated[int, Field(ge=1, le=366)] = 90) -> ResultsOut:
    """Share out the orders of the last days among the campaigns their buyers answered within 30 days before.

    Four models side by side: `last`, `first`, `position` (40/20/40), `decay` (half-life seven days). None of
    them shows what caused an order; a campaign's effect does.
    """
    request.actor.require("view", "order")
    now = datetime.now(UTC)
    return ResultsOut.model_validate(read_results(now - timedelta(days=days), now, actor=request.actor))


@router.get(
    "/{uuid:campaign_id}/reach",
    response=Whole[ReachOut],
    operation_id="get_campaign_reach",
    summary="Count a campaign's reach",
    openapi_extra=asks("view:campaign", "view:customer"),
)
def read_reach(request: ApiRequest, campaign_id: UUID) -> Whole[ReachOut]:
    """Count whom it reaches and whom not, by reason: of the frozen list once it began, else as of now."""
    line = get_campaign(campaign_id, actor=request.actor)
    if line.started_at is not None:
        counted = count_recipients(line.id)
    else:
        counted = count_reach(line, datetime.now(UTC), actor=request.actor)
    return Whole[ReachOut](items=[ReachOut.model_validate(one) for one in counted])


@router.get(
    "/{uuid:campaign_id}/overlaps",
    response=Whole[OverlapOut],
    operation_id="list_campaign_overlaps",
    summary="List campaigns that write to the same people",
    openapi_extra=asks("view:campaign", "view:customer"),
)
def read_overlaps(request: ApiRequest, campaign_id: UUID) -> Whole[OverlapOut]:
    """List the campaigns of a month before and after that share people with this one, the most first."""
    line = get_campaign(campaign_id, actor=request.actor)
    found = list_overlaps(line, datetime.now(UTC), actor=request.actor)
    return Whole[OverlapOut](items=[OverlapOut.model_validate(one) for one in found])


@router.get(
    "/{uuid:campaign_id}/recipients/{uuid:customer_id}",
    response=ReceiptOut,
    operation_id="get_campaign_recipient",
    summary="Say why somebody did or did not get it",
    openapi_extra=asks("view:campaign", "view:customer"),
)
def read_recipient(request: ApiRequest, campaign_id: UUID, customer_id: UUID) -> ReceiptOut:
    """Say what became of one customer in a campaign; an empty state: not in its audience when it began."""
    line = get_campaign(campaign_id, actor=request.actor)
    customer = get_customer(customer_id, actor=request.actor)
    receipt = find_receipt(line, customer.id)
    return ReceiptOut.model_validate({**asdict(receipt), "why": explain(receipt, Viewer())})


@router.get(
    "/{uuid:campaign_id}/effect",
    response=EffectOut,
    operation_id="get_campaign_effect",
    summary="Read a campaign's effect",
)
def read_effect(request: ApiRequest, campaign_id: UUID) -> EffectOut:
    """Read what it brought beside those held out, by intention to treat.

    Shares have Newcombe's interval, revenue per person Welch's, at 95 %; null where a side is too small.
    409 before it began.
    """
    line = get_campaign(campaign_id, actor=request.actor)
    effect = measure_effect(line, datetime.now(UTC))
    if effect is None:
        raise Conflict("The campaign has not begun.", code="state")
    return EffectOut(
        treated=_arm(effect.treated),
        held_out=_arm(effect.held_out),
        rate=_interval(effect.rate),
        revenue=_interval(effect.revenue),
    )


@router.get(
    "/{uuid:campaign_id}/letters/compared",
    response=Whole[ComparedOut],
    operation_id="compare_campaign_letters",
    summary="Compare a campaign's letters",
)
def compare_letters(request: ApiRequest, campaign_id: UUID) -> Whole[ComparedOut]:
    """Compare what those who got each letter bought with those who got the first, A.

    The intervals are confidence sequences (Waudby-Smith et al. 2024) that hold at all moments and of all
    letters together at 95 %: stop as soon as one is `sure`, without paying for having looked. Below fifty
    people a letter nothing is said. 409 before it began.
    """
    line = get_campaign(campaign_id, actor=request.actor)
    if line.started_at is None:
        raise Conflict("The campaign has not begun.", code="state")
    arms = measure_letters(line, datetime.now(UTC))
    found = compare_running(arms)
    return Whole[ComparedOut](
        items=[
            ComparedOut(
                code=code,
                people=arm.people,
                buyers=arm.buyers,
                orders=arm.orders,
                revenue=arm.revenue,
                rate=_interval(found[code]) if code in found else None,
                sure=code in found and found[code].sure,
            )
            for code, arm in sorted(arms.items())
        ]
    )


def _arm(arm: Arm) -> ArmOut:
    return ArmOut(people=arm.people, buyers=arm.buyers, orders=arm.orders, revenue=arm.revenue)


def _interval(found: Interval) -> IntervalOut | None:
    if not isfinite(found.error):
        return None
    return IntervalOut(value=found.value, low=found.low, high=found.high)
