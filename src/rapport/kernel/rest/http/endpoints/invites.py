"""/invites: asking people to join the business."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Status
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.identity import api as identity
from rapport.kernel.rest.contracts import Answer, ApiRequest, Body, Whole
from rapport.kernel.rest.scopes import asks

router = Router()
Shown = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)]
_EXAMPLE: JsonDict = {
    "email": "grace@example.org",
    "role_id": "0198f2a0-0000-7000-8000-000000000001",
    "name": "Grace Hopper",
}


class InviteIn(Body):
    """Whom to ask, with which role, and in which unit they will work."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    email: Annotated[str, Field(max_length=254, json_schema_extra={"format": "email"})]
    role_id: UUID
    name: Shown = ""
    unit_id: UUID | None = None


class InviteOut(Answer):
    """An open invitation (UTC)."""

    id: UUID
    email: str
    name: str
    role: str
    unit: str
    created_at: datetime
    expires_at: datetime


class InviteMade(Answer):
    """An invitation on its way by mail."""

    id: UUID
    email: str
    expires_at: datetime


@router.get("", response=Whole[InviteOut], operation_id="list_invites", summary="List invitations")
def list_all(request: ApiRequest) -> Whole[InviteOut]:
    """List the open invitations, newest first."""
    lines = identity.list_invites(request.actor)
    return Whole[InviteOut](items=[InviteOut.model_validate(line) for line in lines])


@router.post("", response={201: InviteMade}, operation_id="invite_member", summary="Invite somebody")
def invite_one(request: ApiRequest, body: InviteIn) -> Status[InviteMade]:
    """Ask somebody to join by mail, for seven days; an open invitation to the address is replaced.

    404 when there is no such role or unit, 409 when the person works here already.
    """
    invite = identity.send_invitation(
        body.email, body.role_id, actor=request.actor, name=body.name, unit_id=body.unit_id
    )
    return Status(201, InviteMade.model_validate(invite))


@router.post(
    "/{uuid:invite_id}/withdraw",
    response={204: None},
    operation_id="withdraw_invite",
    summary="Withdraw an invitation",
    openapi_extra=asks("create:member"),
)
def withdraw_one(request: ApiRequest, invite_id: UUID) -> Status[None]:
    """Make the link in the letter worthless; 404 when it was used or withdrawn."""
    identity.withdraw_invite(invite_id, actor=request.actor)
    return Status(204, None)
