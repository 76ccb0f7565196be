"""/subscribers: addresses that are told facts, what they were sent, and sending it again."""

from uuid import UUID

import msgspec
from django.http import HttpResponse
from ninja import Router, Status

from rapport.kernel.outbox.api import list_facts
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
)
from rapport.kernel.subscribers import queries
from rapport.kernel.subscribers.contracts import DispatchState
from rapport.kernel.subscribers.http.bodies import (
    AttemptOut,
    DispatchOut,
    DispatchWhole,
    FactKindOut,
    PeriodIn,
    ReplayedOut,
    SecretOut,
    SubscriberChange,
    SubscriberIn,
    SubscriberMade,
    SubscriberOut,
)
from rapport.kernel.subscribers.models import Subscriber
from rapport.kernel.subscribers.operations import replaying, subscribing

router = Router()
_ONE = "/{uuid:subscriber_id}"


@router.get(
    "/facts", response=Whole[FactKindOut], operation_id="list_fact_kinds", summary="List kinds of facts"
)
def list_kinds(request: ApiRequest) -> Whole[FactKindOut]:
    """List what can be told: each fact's name, when it happens, the JSON schema of its `data`."""
    queries.require(request.actor, "view")
    kinds = [
        FactKindOut(
            name=kind.name,
            about=(kind.__doc__ or "").strip(),
            subject=kind.subject_kind,
            data=msgspec.json.schema(kind),
        )
        for kind in list_facts()
    ]
    return Whole[FactKindOut](items=kinds)


@router.get("", response=Page[SubscriberOut], operation_id="list_subscribers", summary="List subscribers")
def list_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[SubscriberOut]:
    """List the addresses that are told facts, newest first; secrets are never shown."""
    rows, after = page_rows(queries.list_subscribers(request.actor), cursor=cursor, limit=limit)
    return Page[SubscriberOut](items=[_out(row) for row in rows], next=after)


@router.post(
    "", response={201: SubscriberMade}, operation_id="add_subscriber", summary="Have an address told facts"
)
def add(request: ApiRequest, body: SubscriberIn, response: HttpResponse) -> Status[SubscriberMade]:
    """Have an HTTPS address told facts from now on; the signing secret is in this answer and never again.

    Each fact is one `POST` in the form of Standard Webhooks: `webhook-id`, `webhook-timestamp` and
    `webhook-signature`. Answer 2xx within ten seconds; anything else is tried again for three days, under
    the same `webhook-id`. 410 shuts the subscriber.
    """
    info, secret = subscribing.add_subscriber(body.name, body.url, body.facts, actor=request.actor)
    response["Location"] = f"/api/v1/subscribers/{info.id}"
    out = SubscriberOut.model_validate(info)
    set_etag(response, content=out.model_dump())
    return Status(201, SubscriberMade(**out.model_dump(), secret=secret))


@router.get(_ONE, response=SubscriberOut, operation_id="get_subscriber", summary="Read a subscriber")
def get_one(request: ApiRequest, subscriber_id: UUID, response: HttpResponse) -> SubscriberOut:
    """Read a subscriber and how sending goes; its secret is never shown."""
    out = _out(queries.get_subscriber(subscriber_id, actor=request.actor))
    set_etag(response, content=out.model_dump())
    return out


@router.patch(_ONE, response=SubscriberOut, operation_id="change_subscriber", summary="Change a subscriber")
def change(
    request: ApiRequest, subscriber_id: UUID, body: SubscriberChange, response: HttpResponse
) -> SubscriberOut:
    """Rename, move, tell other facts, shut (`active` false) or open again, which forgets past failures."""
    before = _out(queries.get_subscriber(subscriber_id, actor=request.actor, verb="edit", lock=True))
    require_match(request, content=before.model_dump())
    info = subscribing.change_subscriber(
        subscriber_id, actor=request.actor, **body.model_dump(exclude_unset=True)
    )
    out = SubscriberOut.model_validate(info)
    set_etag(response, content=out.model_dump())
    return out


@router.delete(
    _ONE,
    response={204: None},
    operation_id="remove_subscriber",
    summary="Remove a subscriber",
    openapi_extra=asks("delete:subscriber"),
)
def remove(request: ApiRequest, subscriber_id: UUID) -> Status[None]:
    """Forget a shut subscriber with all it was sent; one that is open is refused (409)."""
    subscribing.remove_subscriber(subscriber_id, actor=request.actor)
    return Status(204, None)


@router.post(
    f"{_ONE}/secret", response=SecretOut, operation_id="change_subscriber_secret", summary="New secret"
)
def change_secret(request: ApiRequest, subscriber_id: UUID) -> SecretOut:
    """Give a subscriber a new secret; for one more day the former one signs beside it."""
    return SecretOut(secret=subscribing.change_secret(subscriber_id, actor=request.actor))


@router.post(f"{_ONE}/test", response={204: None}, operation_id="test_subscriber", summary="Send a test")
def test(request: ApiRequest, subscriber_id: UUID) -> Status[None]:
    """Send the dispatch `subscriber.tested.v1`, which says nothing but that it arrived."""
    replaying.send_test(subscriber_id, actor=request.actor)
    return Status(204, None)


@router.post(
    f"{_ONE}/replay", response=ReplayedOut, operation_id="replay_period", summary="Send a period again"
)
def replay_period(request: ApiRequest, subscriber_id: UUID, body: PeriodIn) -> ReplayedOut:
    """Send what was kept from `begin` up to before `end` again, each dispatch under the `webhook-id` it had.

    Dispatches are kept for thirty days.
    """
    count = replaying.replay_period(subscriber_id, body.begin, body.end, actor=request.actor)
    return ReplayedOut(count=count)


@router.get(
    f"{_ONE}/dispatches",
    response=Page[DispatchOut],
    operation_id="list_dispatches",
    summary="List what was sent",
)
def list_sent(
    request: ApiRequest,
    subscriber_id: UUID,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    state: DispatchState | None = None,
) -> Page[DispatchOut]:
    """List what a subscriber was sent or is to be sent, newest first."""
    rows = queries.list_dispatches(subscriber_id, actor=request.actor)
    if state is not None:
        rows = rows.filter(state=state)
    found, after = page_rows(rows, cursor=cursor, limit=limit)
    return Page[DispatchOut](items=[DispatchOut.model_validate(row) for row in found], next=after)


@router.get(
    f"{_ONE}/dispatches/{{uuid:dispatch_id}}",
    response=DispatchWhole,
    operation_id="get_dispatch",
    summary="Read a dispatch",
)
def get_dispatch(request: ApiRequest, subscriber_id: UUID, dispatch_id: UUID) -> DispatchWhole:
    """Read a dispatch: its body as it is signed, and each try with its status, time and answer."""
    row = queries.get_dispatch(subscriber_id, dispatch_id, actor=request.actor)
    attempts = [AttemptOut.model_validate(one) for one in queries.list_attempts([row.id])]
    return DispatchWhole(**DispatchOut.model_validate(row).model_dump(), body=row.body, attempts=attempts)


@router.post(
    f"{_ONE}/dispatches/{{uuid:dispatch_id}}/replay",
    response={204: None},
    operation_id="replay_dispatch",
    summary="Send a dispatch again",
)
def replay_one(request: ApiRequest, subscriber_id: UUID, dispatch_id: UUID) -> Status[None]:
    """Send a dispatch again, under the same `webhook-id`."""
    replaying.replay_dispatch(subscriber_id, dispatch_id, actor=request.actor)
    return Status(204, None)


def _out(row: Subscriber) -> SubscriberOut:
    return SubscriberOut.model_validate(queries.info_of(row))
