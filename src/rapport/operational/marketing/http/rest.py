"""/campaigns: make, change, send, measure, for programs."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Variant
from rapport.operational.marketing.http.bodies import (
    CampaignChange,
    CampaignIn,
    CampaignOut,
    LettersIn,
    ScheduleIn,
    State,
)
from rapport.operational.marketing.http.rest_outcomes import router as outcomes
from rapport.operational.marketing.http.rest_reads import router as reads
from rapport.operational.marketing.operations import campaigns, life
from rapport.operational.marketing.operations.launching import launch_campaign
from rapport.operational.marketing.queries.campaigns import (
    ORDERS,
    get_campaign,
    get_campaign_for_update,
    line_of,
    list_campaigns,
)

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
    given = body.model_dump()
    lists = {name: tuple(given[name]) for name in ("excludes", "callers")}
    draft = CampaignDraft(**{**given, **lists})
    line = campaigns.create_campaign(draft, actor=request.actor)
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
    for name in values.keys() & {"excludes", "callers"}:
        values[name] = tuple(values[name])
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


def _out(line: CampaignLine, response: HttpResponse) -> CampaignOut:
    set_etag(response, line.version)
    return CampaignOut.model_validate(line)


router.add_router("", reads)
router.add_router("", outcomes)
