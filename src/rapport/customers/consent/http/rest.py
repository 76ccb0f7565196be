"""/customers/…/consents and /preferences: what a customer allowed, for programs."""

from datetime import datetime, time
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router, Status
from pydantic import ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.config import JsonDict

from rapport.customers.consent import api, queries
from rapport.customers.consent.contracts import ConsentDraft, PreferenceState
from rapport.customers.party.api import get_party_for_update
from rapport.kernel.paging.api import by_column
from rapport.kernel.rest.api import (
    Answer,
    AnyZone,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
)

consents, preferences = Router(), Router()
Channel = Literal["email", "sms", "mms", "phone", "fax", "post", "messenger", "social", "chat", "push"]
Origin = Literal["own", "purchased", "rented", "self"]
Way = Literal["", "keyword", "qr", "form", "list"]
Purpose = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$"), Field(description="Such as newsletter.")
]
Clock = Annotated[time, WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"})]
Contact = Annotated[
    str,
    StringConstraints(pattern=r"^[^\x00]*$", max_length=320),
    Field(description="The normal form it speaks of; empty for every address on the channel."),
]


class ConsentIn(Body):
    """A statement of the customer; `at` defaults to now and cannot lie in the future."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "purpose": "newsletter",
                    "channel": "email",
                    "given": True,
                    "origin": "self",
                    "proof": "Form 7",
                }
            ]
        },
    )

    purpose: Purpose
    channel: Channel
    given: bool
    at: Moment | None = None
    origin: Origin = "own"
    proof: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=10_000)] = ""
    source: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=120)] = ""
    contact: Contact = ""
    way: Way = ""


class ConsentOut(Answer):
    """A statement in the ledger (UTC); `way` is how it came, empty for any other way."""

    id: UUID
    purpose: str
    channel: str
    given: bool
    at: datetime
    origin: str
    proof: str
    source: str
    contact: str
    way: str
    actor_id: UUID | None


_ENDS = ("quiet_from", "quiet_to")
_BOTH_ENDS: JsonDict = {
    name: {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]"} for name in _ENDS
}
_NO_END: JsonDict = {name: {"type": "null"} for name in _ENDS}


class PreferenceBody(Body):
    """How the customer wishes to be contacted; quiet hours in `zone`, or the customer's own."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"preferred_channel": "email", "quiet_from": "22:00", "quiet_to": "08:00"}],
            "anyOf": [
                {"required": ["quiet_from", "quiet_to"], "properties": _BOTH_ENDS},
                {"properties": _NO_END},
            ],
        },
    )

    preferred_channel: Channel | Literal[""] = ""
    quiet_from: Clock | None = None
    quiet_to: Clock | None = None
    zone: AnyZone = ""
    do_not_contact: bool = False


class PreferenceOut(Answer):
    """How the customer wishes to be contacted."""

    preferred_channel: str
    quiet_from: time | None
    quiet_to: time | None
    zone: str
    do_not_contact: bool


class PermissionOut(Answer):
    """Whether the customer may be contacted now, and why or why not."""

    allowed: bool
    reason: Literal["allowed", "no-consent", "withdrawn", "do-not-contact", "quiet-hours"]


class Question(Body):
    """What for, how and where the customer would be contacted."""

    purpose: Purpose
    channel: Channel
    contact: Contact = ""


@consents.get("", response=Whole[ConsentOut], operation_id="list_consents", summary="Read what is allowed")
def list_present(request: ApiRequest, customer_id: Path[UUID]) -> Whole[ConsentOut]:
    """List the last statement for each purpose, channel and address."""
    lines = api.list_consents(customer_id, actor=request.actor)
    return Whole[ConsentOut](items=[ConsentOut.model_validate(line) for line in lines])


@consents.get("/ledger", response=Page[ConsentOut], operation_id="list_ledger", summary="Read the ledger")
def list_all(
    request: ApiRequest, customer_id: Path[UUID], cursor: CursorText | None = None, limit: Limit = 50
) -> Page[ConsentOut]:
    """List every statement with its proof, newest first."""
    statements = queries.statements_of(customer_id, actor=request.actor)
    orders = {"at": by_column("at", "moment")}
    rows, after = page_rows(statements, cursor=cursor, limit=limit, sort="-at", sorts=orders)
    return Page[ConsentOut](items=[ConsentOut.model_validate(row) for row in rows], next=after)


@consents.get("/may", response=PermissionOut, operation_id="may_contact", summary="May we?")
def ask(request: ApiRequest, customer_id: Path[UUID], question: Query[Question]) -> PermissionOut:
    """Say whether the customer may be contacted now for a purpose on a channel. No statement means no."""
    answer = api.may_contact(
        customer_id,
        question.purpose,
        question.channel,
        at=timezone.now(),
        contact=question.contact,
        actor=request.actor,
    )
    return PermissionOut.model_validate(answer)


@consents.post("", response={201: ConsentOut}, operation_id="record_consent", summary="Record a statement")
def record(request: ApiRequest, customer_id: Path[UUID], body: ConsentIn) -> Status[ConsentOut]:
    """Add a statement to the ledger, where it stays for ever; withdrawing is a statement too."""
    draft = ConsentDraft(party_id=customer_id, **body.model_dump())
    return Status(201, ConsentOut.model_validate(api.record_consent(draft, actor=request.actor)))


@preferences.get("", response=PreferenceOut, operation_id="get_preferences", summary="Read wishes")
def read_wishes(request: ApiRequest, customer_id: Path[UUID], response: HttpResponse) -> PreferenceOut:
    """Read how the customer wishes to be contacted; the ETag serves If-Match."""
    return _wishes(api.get_preference(customer_id, actor=request.actor), response)


@preferences.put(
    "",
    response=PreferenceOut,
    operation_id="set_preferences",
    summary="Write wishes",
    openapi_extra=asks("edit:customer", "view:customer"),
)
def write_wishes(
    request: ApiRequest, customer_id: Path[UUID], body: PreferenceBody, response: HttpResponse
) -> PreferenceOut:
    """Keep how the customer wishes to be contacted, whole; with If-Match only over the wishes you read."""
    get_party_for_update(customer_id, actor=request.actor)
    known = PreferenceOut.model_validate(api.get_preference(customer_id, actor=request.actor))
    require_match(request, content=known.model_dump())
    wishes = api.set_preference(customer_id, PreferenceState(**body.model_dump()), actor=request.actor)
    return _wishes(wishes, response)


def _wishes(wishes: PreferenceState, response: HttpResponse) -> PreferenceOut:
    out = PreferenceOut.model_validate(wishes)
    set_etag(response, content=out.model_dump())
    return out
