"""/me: who the caller is and what they may do, for programs that set themselves up."""

from typing import Literal
from uuid import UUID

from ninja import Router

from rapport.kernel.identity.api import Scope
from rapport.kernel.rest.contracts import Answer, ApiRequest
from rapport.kernel.tenancy.api import get_own_tenant

router = Router()
ScopeName = Literal["own", "team", "unit", "subtree", "all"]
SCOPE_NAMES: dict[Scope, ScopeName] = {
    Scope.OWN: "own",
    Scope.TEAM: "team",
    Scope.UNIT: "unit",
    Scope.SUBTREE: "subtree",
    Scope.ALL: "all",
}


class GrantOut(Answer):
    """A verb on a kind of record, and whose records it reaches; `*` stands for every one."""

    verb: str
    kind: str
    scope: ScopeName


class BusinessOut(Answer):
    """The caller's business: its currency (ISO 4217), zone (IANA), language and country (ISO 3166-1)."""

    id: UUID
    slug: str
    name: str
    currency: str
    zone: str
    locale: str
    country: str


class MeOut(Answer):
    """The caller: a member or a token. `only` narrows a token's grants; null means it does not."""

    kind: Literal["member", "token", "system"]
    id: UUID | None
    name: str
    unit_id: UUID | None
    grants: list[GrantOut]
    only: list[GrantOut] | None
    business: BusinessOut


@router.get("", response=MeOut, operation_id="get_me", summary="Who am I")
def get_me(request: ApiRequest) -> MeOut:
    """Read who the caller is and what they may do."""
    actor = request.actor
    return MeOut(
        kind=actor.kind,
        id=actor.id,
        name=actor.name,
        unit_id=actor.unit_id,
        grants=[GrantOut(verb=g.verb, kind=g.kind, scope=SCOPE_NAMES[g.scope]) for g in actor.grants],
        only=None
        if actor.only is None
        else [GrantOut(verb=g.verb, kind=g.kind, scope=SCOPE_NAMES[g.scope]) for g in actor.only],
        business=BusinessOut.model_validate(get_own_tenant(actor.tenant_id)),
    )
