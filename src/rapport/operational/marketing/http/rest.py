"""/campaigns: make, change, send, measure, for programs."""

from datetime import UTC, datetime
from math import isfinite
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.kernel.errors import Conflict
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)
from rapport.operational.marketing.contracts import Arm, CampaignDraft, CampaignLine, Interval, Variant
from rapport.operational.marketing.http.bodies import (
    ArmOut,
    CampaignChange,
    CampaignIn,
    CampaignOut,
    EffectOut,
    IntervalOut,
    LettersIn,
    ReachOut,
    ScheduleIn,
    State,
)
from rapport.operational.marketing.operations import campaigns, life
from rapport.operational.marketing.operations.launching import launch_campaign
from rapport.operational.marketing.operations.planning import count_reach
from rapport.operational.marketing.queries.campaigns import (
    ORDERS,
    get_campaign,
    get_campaign_for_update,
    line_of,
    list_campaigns,
)
from rapport.operational.marketing.queries.effects import measure_effect
from rapport.operational.marketing.queries.reach import count_recipients

router = Router()
_SEES = ("view:customer", "view:channel")
"""Who says whom a campaign writes to, and from where, sees customers and connected addresses."""
Sort = Annotated[str, sorted_by("created", "name", "send", "id")]


@router.get("", response=Page[CampaignOut], operation_id="list_campaigns", summary="List campaigns")
def list_page(
    request: ApiRequest,
    *,
    state: State | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Sort = "-created",
) -> Page[CampaignOut]:
    """List the campaigns you may see, without their letters."""
    rows = list_campaigns(request.actor)
    if state:
        rows = rows.filter(state=state)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=ORDERS)
    return Page[CampaignOut](items=[CampaignOut.model_validate(line_of(row)) for row in found], next=after)


@router.post(
    "",
    response={201: CampaignOut},
    operation_id="create_campaign",
    summary="Create a campaign",
    openapi_extra=asks("create:campaign", *_SEES),
)
def create_one(request: ApiRequest, body: CampaignIn, response: HttpResponse) -> Status[CampaignOut]:
    """Create a draft. 404 for an account there is not, 422 naming what is wrong, paths of filters too."""
    line = campaigns.create_campaign(CampaignDraft(**body.model_dump()), actor=request.actor)
    response["Location"] = f"/api/v1/campaigns/{line.id}"
    return Status(201, _out(line, response))


@router.get(
    "/{uuid:campaign_id}", response=CampaignOut, operation_id="get_campaign", summary="Read a campaign"
)
def get_one(request: ApiRequest, campaign_id: UUID, response: HttpResponse) -> CampaignOut:
    """Read a campaign with its letters; its ETag serves If-Match."""
    return _out(get_campaign(campaign_id, actor=request.actor), response)


@router.patch(
    "/{uuid:campaign_id}",
    response=CampaignOut,
    operation_id="change_campaign",
    summary="Change a campaign",
    openapi_extra=asks("edit:campaign", *_SEES),
)
def change_one(
    request: ApiRequest, campaign_id: UUID, body: CampaignChange, response: HttpResponse
) -> CampaignOut:
    """Change the fields sent; with If-Match only if nobody else did (412). 409 when it is locked."""
    require_match(request, get_campaign_for_update(campaign_id, actor=request.actor).version)
    values = body.model_dump(exclude_unset=True)
    return _out(campaigns.change_campaign(campaign_id, values, actor=request.actor), response)


@router.put(
    "/{uuid:campaign_id}/letters",
    response=CampaignOut,
    operation_id="set_campaign_letters",
    summary="Write a campaign's letters",
)
def set_letters(
    request: ApiRequest, campaign_id: UUID, body: LettersIn, response: HttpResponse
) -> CampaignOut:
    """Replace the letters; more than one are a test, split by their shares. 409 when it is locked."""
    require_match(request, get_campaign_for_update(campaign_id, actor=request.actor).version)
    letters = [Variant("", one.subject, one.preheader, tuple(one.blocks), one.share) for one in body.letters]
    return _out(campaigns.set_letters(campaign_id, letters, actor=request.actor), response)


@router.post(
    "/{uuid:campaign_id}/schedule",
    response=CampaignOut,
    operation_id="schedule_campaign",
    summary="Schedule or approve a campaign",
    openapi_extra=asks("edit:campaign", *_SEES),
)
def schedule(request: ApiRequest, campaign_id: UUID, body: ScheduleIn, response: HttpResponse) -> CampaignOut:
    """Send it at a moment, or at once; where approval is asked for, the second one to do so approves.

    422 names a place that cannot be filled for everybody, with a customer, or a link or picture that does
    not answer; nothing is sent then.
    """
    return _out(launch_campaign(campaign_id, body.send_at, actor=request.actor), response)


@router.post(
    "/{uuid:campaign_id}/pause",
    response=CampaignOut,
    operation_id="pause_campaign",
    summary="Pause a campaign",
)
def pause(request: ApiRequest, campaign_id: UUID, response: HttpResponse) -> CampaignOut:
    """Hold back at once what no channel has claimed; 409 unless it is being sent."""
    return _out(life.pause_campaign(campaign_id, actor=request.actor), response)


@router.post(
    "/{uuid:campaign_id}/resume",
    response=CampaignOut,
    operation_id="resume_campaign",
    summary="Resume a campaign",
)
def resume(request: ApiRequest, campaign_id: UUID, response: HttpResponse) -> CampaignOut:
    """Go on with a paused campaign; 409 for any other."""
    return _out(life.resume_campaign(campaign_id, actor=request.actor), response)


@router.post(
    "/{uuid:campaign_id}/stop", response=CampaignOut, operation_id="stop_campaign", summary="Stop a campaign"
)
def stop(request: ApiRequest, campaign_id: UUID, response: HttpResponse) -> CampaignOut:
    """End it at once: what no channel has claimed is never sent. 409 unless it is scheduled or sending."""
    return _out(life.stop_campaign(campaign_id, actor=request.actor), response)


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


def _arm(arm: Arm) -> ArmOut:
    return ArmOut(people=arm.people, buyers=arm.buyers, orders=arm.orders, revenue=arm.revenue)


def _interval(found: Interval) -> IntervalOut | None:
    if not isfinite(found.error):
        return None
    return IntervalOut(value=found.value, low=found.low, high=found.high)


def _out(line: CampaignLine, response: HttpResponse) -> CampaignOut:
    set_etag(response, line.version)
    return CampaignOut.model_validate(line)
