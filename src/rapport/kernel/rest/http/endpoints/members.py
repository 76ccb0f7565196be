"""/members: the people who work for the business, and the roles they hold."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor, MemberLine
from rapport.kernel.rest.contracts import Answer, ApiRequest, Body, CursorText, Limit, Moment, Name, Page
from rapport.kernel.rest.queries import read_place
from rapport.kernel.rest.rules import Cursor, write_cursor
from rapport.kernel.rest.scopes import asks
from rapport.kernel.rest.versions import require_match, set_etag

router = Router()
_EDITS = asks("edit:member", "view:member")
Title = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=120)]
Status = Literal["active", "suspended"]
_EXAMPLE: JsonDict = {"title": "Head of service"}


class RoleHeld(Answer):
    """A role a member holds."""

    id: UUID
    name: str


class MemberOut(Answer):
    """A person who works for the business."""

    id: UUID
    name: str
    email: str
    title: str
    unit_id: UUID | None
    roles: list[RoleHeld]
    status: Status
    joined_at: Moment


class MemberChange(Body):
    """The fields of a member to change; those left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    name: Name = Field(default="")
    title: Title = ""
    unit_id: UUID | None = None


class RolesIn(Body):
    """The roles a member shall hold, all of them."""

    role_ids: Annotated[list[UUID], Field(max_length=50)]


@router.get("", response=Page[MemberOut], operation_id="list_members", summary="List members")
def list_page(
    request: ApiRequest,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    status: Status | None = None,
) -> Page[MemberOut]:
    """List the members you may see, by name."""
    after = read_place(cursor, "name") if cursor else None
    wanted = (status,) if status else ()
    lines = identity.list_members(request.actor, status=wanted, after=after, limit=limit + 1)
    more = None
    if len(lines) > limit:
        last = lines[limit - 1]
        more = write_cursor(Cursor("name", last.name, str(last.id)))
    return Page[MemberOut](items=[_out(line) for line in lines[:limit]], next=more)


@router.get("/{uuid:member_id}", response=MemberOut, operation_id="get_member", summary="Read a member")
def get_one(request: ApiRequest, member_id: UUID, response: HttpResponse) -> MemberOut:
    """Read a member; the ETag serves If-Match."""
    return _answer(request.actor, member_id, response)


@router.patch(
    "/{uuid:member_id}",
    response=MemberOut,
    operation_id="change_member",
    summary="Change one",
    openapi_extra=_EDITS,
)
def change_one(request: ApiRequest, member_id: UUID, body: MemberChange, response: HttpResponse) -> MemberOut:
    """Change name, title or unit; with If-Match only if nobody else did meanwhile (412)."""
    _match(request, member_id)
    identity.change_member(member_id, body.model_dump(exclude_unset=True), actor=request.actor)
    return _answer(request.actor, member_id, response)


@router.put(
    "/{uuid:member_id}/roles",
    response=MemberOut,
    operation_id="set_member_roles",
    summary="Set the roles",
    openapi_extra=_EDITS,
)
def set_roles(request: ApiRequest, member_id: UUID, body: RolesIn, response: HttpResponse) -> MemberOut:
    """Give a member exactly these roles; 403 for more than you may, 409 without any administrator."""
    _match(request, member_id)
    identity.set_member_roles(member_id, set(body.role_ids), actor=request.actor)
    return _answer(request.actor, member_id, response)


@router.post(
    "/{uuid:member_id}/suspend",
    response=MemberOut,
    operation_id="suspend_member",
    summary="Shut one out",
    openapi_extra=_EDITS,
)
def suspend_one(request: ApiRequest, member_id: UUID, response: HttpResponse) -> MemberOut:
    """Shut a member out at once; 409 for the last administrator."""
    identity.suspend_member(member_id, actor=request.actor)
    return _answer(request.actor, member_id, response)


@router.post(
    "/{uuid:member_id}/restore",
    response=MemberOut,
    operation_id="restore_member",
    summary="Let one back",
    openapi_extra=_EDITS,
)
def restore_one(request: ApiRequest, member_id: UUID, response: HttpResponse) -> MemberOut:
    """Let a suspended member work again."""
    identity.restore_member(member_id, actor=request.actor)
    return _answer(request.actor, member_id, response)


def _match(request: ApiRequest, member_id: UUID) -> None:
    require_match(request, content=_out(identity.get_member(member_id, request.actor)).model_dump())


def _answer(actor: Actor, member_id: UUID, response: HttpResponse) -> MemberOut:
    out = _out(identity.get_member(member_id, actor))
    set_etag(response, content=out.model_dump())
    return out


def _out(line: MemberLine) -> MemberOut:
    return MemberOut(
        id=line.id,
        name=line.name,
        email=line.email,
        title=line.title,
        unit_id=line.unit_id,
        roles=[RoleHeld(id=role_id, name=name) for role_id, name in line.roles],
        status="active" if line.status == "active" else "suspended",
        joined_at=line.joined_at,
    )
