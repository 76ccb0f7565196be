"""/campaigns, by hand: whom it reaches with their addresses, and what came of it."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Router
from pydantic import ConfigDict, StringConstraints

from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Page,
    asks,
    page_rows,
    sorted_by,
)
from rapport.operational.marketing.contracts.outcomes import Told
from rapport.operational.marketing.operations.calling import get_sheet
from rapport.operational.marketing.operations.outcomes import note_outcomes
from rapport.operational.marketing.queries.addressed import address_some, get_by_hand, list_handed_out
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.outcomes import (
    ORDERS,
    get_outcome,
    list_outcomes,
    load_outcomes,
    outcome_of,
)

router = Router()
Sort = Annotated[str, sorted_by("next", "id")]
Heard = Literal[
    "interested", "bought", "not-interested", "later", "no-answer", "wrong-number", "returned", "stop"
]


class OutcomeIn(Body):
    """What came of contacting a customer; `again_at` with `later`, `at` is now where nothing is said."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"outcome": "interested", "note": "Wants samples"}]}
    )

    outcome: Heard
    note: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=1000)] = ""
    at: Moment | None = None
    again_at: Moment | None = None


class OutcomeOut(Answer):
    """What was last heard of a customer; `next_at` is when they are called next."""

    id: UUID
    campaign_id: UUID
    party_id: UUID
    state: str
    outcome: str
    note: str
    tries: int
    assignee_id: UUID | None
    next_at: datetime | None
    at: datetime | None
    by_id: UUID | None


class CallOut(Answer):
    """A call: the number, what to say, and why not now (empty where nothing hinders)."""

    call: OutcomeOut
    phone: str
    script: str
    zone: str
    hindrance: str
    waits_until: datetime | None


class AddressedOut(Answer):
    """A recipient as the address file has them; `reference` goes with what came of it."""

    reference: UUID
    customer_id: UUID
    letter: str
    fields: dict[str, str]


@router.get(
    "/{uuid:campaign_id}/outcomes",
    response=Page[OutcomeOut],
    operation_id="list_campaign_outcomes",
    summary="List what came of a campaign by hand",
    openapi_extra=asks("view:campaign", "view:customer"),
)
def list_page(
    request: ApiRequest,
    campaign_id: UUID,
    *,
    state: Literal["open", "done"] | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Sort = "next",
) -> Page[OutcomeOut]:
    """List calls and results of a campaign, those due first first."""
    line = get_campaign(campaign_id, actor=request.actor)
    rows = list_outcomes(request.actor).filter(campaign_id=line.id)
    if state:
        rows = rows.filter(state=state)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=ORDERS)
    lines = load_outcomes([row.id for row in found], request.actor)
    return Page[OutcomeOut](items=[OutcomeOut.model_validate(one) for one in lines], next=after)


@router.get(
    "/{uuid:campaign_id}/calls/{uuid:customer_id}",
    response=CallOut,
    operation_id="get_campaign_call",
    summary="Read what one call takes",
    openapi_extra=asks("view:task"),
)
def read_call(request: ApiRequest, campaign_id: UUID, customer_id: UUID) -> CallOut:
    """Read number, words and hindrances of a call that is yours, or of a campaign you see."""
    request.actor.require("view", "task")
    sheet = get_sheet(campaign_id, customer_id, datetime.now(UTC), actor=request.actor)
    return CallOut(
        call=OutcomeOut.model_validate(sheet.line),
        phone=sheet.phone,
        script=sheet.script,
        zone=sheet.zone,
        hindrance=sheet.hindrance,
        waits_until=sheet.waits_until,
    )


@router.post(
    "/{uuid:campaign_id}/outcomes/{uuid:customer_id}",
    response=OutcomeOut,
    operation_id="note_campaign_outcome",
    summary="Note what came of contacting a customer",
    openapi_extra=asks("view:task"),
)
def note_one(request: ApiRequest, campaign_id: UUID, customer_id: UUID, body: OutcomeIn) -> OutcomeOut:
    """Note a result: of any customer contacted by a campaign you may change, or of a call of yours.

    Interest becomes a task and the fact `lead.raised.v1`, `stop` withdraws consent. 404 for whoever was not
    contacted, 409 for a result the channel does not have and for a time to come.
    """
    request.actor.require("view", "task")
    told = Told(customer_id, body.outcome, body.note, body.at, body.again_at)
    note_outcomes(campaign_id, [told], actor=request.actor)
    return OutcomeOut.model_validate(outcome_of(get_outcome(campaign_id, customer_id, actor=request.actor)))


@router.get(
    "/{uuid:campaign_id}/addresses",
    response=Page[AddressedOut],
    operation_id="list_campaign_addresses",
    summary="List the address file of a campaign",
    openapi_extra=asks("edit:campaign", "export:customer"),
)
def list_addresses(
    request: ApiRequest, campaign_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[AddressedOut]:
    """List recipients of a letter or partner campaign that has begun; whoever withdrew since is left out.

    A page may therefore hold less than its limit. 409 for another channel, and before it has begun.
    """
    line = get_by_hand(campaign_id, actor=request.actor)
    some, following = page_rows(list_handed_out(line), cursor=cursor, limit=limit, sort="id")
    items = [
        AddressedOut(
            reference=one.reference, customer_id=one.party_id, letter=one.letter, fields=dict(one.fields)
        )
        for one in address_some(line, some)
    ]
    return Page[AddressedOut](items=items, next=following)
