"""/roles: the bundles of rights members hold."""

from typing import Literal
from uuid import UUID

from ninja import Router

from rapport.kernel.identity import api as identity
from rapport.kernel.rest.contracts import Answer, ApiRequest
from rapport.kernel.rest.http.endpoints.me import SCOPE_NAMES, GrantOut

router = Router()


class RoleOut(Answer):
    """A role and how many members hold it."""

    id: UUID
    code: str
    name: str
    builtin: bool
    holders: int


class RoleList(Answer):
    """Every role of the business."""

    items: list[RoleOut]


class FieldRuleOut(Answer):
    """A field holders of the role may not see, or not change."""

    kind: str
    field: str
    access: Literal["hidden", "read"]


class RoleWhole(RoleOut):
    """A role with what it may and what it may not see."""

    grants: list[GrantOut]
    field_rules: list[FieldRuleOut]


@router.get("", response=RoleList, operation_id="list_roles", summary="List roles")
def list_all(request: ApiRequest) -> RoleList:
    """List the roles, built-in ones first."""
    return RoleList(items=[RoleOut.model_validate(line) for line in identity.list_roles(request.actor)])


@router.get("/{uuid:role_id}", response=RoleWhole, operation_id="get_role", summary="Read a role")
def get_one(request: ApiRequest, role_id: UUID) -> RoleWhole:
    """Read a role with its grants and field rules."""
    line, grants, rules = identity.get_role(role_id, request.actor)
    return RoleWhole(
        **RoleOut.model_validate(line).model_dump(),
        grants=[GrantOut(verb=g.verb, kind=g.kind, scope=SCOPE_NAMES[g.scope]) for g in grants],
        field_rules=[FieldRuleOut(kind=rule.kind, field=rule.field, access=rule.access) for rule in rules],
    )
