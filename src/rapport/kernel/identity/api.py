"""The front door of identity."""

from rapport.kernel.identity.access import (
    Access,
    access_of,
    host_only,
    member_only,
    needs,
    outside,
    person_only,
    public,
)
from rapport.kernel.identity.contracts import Actor, FieldRule, Grant, MembershipSummary, Scope
from rapport.kernel.identity.operations import (
    add_member,
    change_unit,
    create_person,
    create_token,
    create_unit,
    found_roles,
    system_actor,
)
from rapport.kernel.identity.queries import (
    find_invite,
    find_token,
    get_member_actor,
    get_token_actor,
    list_memberships,
    list_units,
    within_scope,
)
from rapport.kernel.identity.standing import (
    actor_of,
    find_actor_of,
    find_person_of,
    person_of,
    tenant_of,
)

__all__ = [
    "Access",
    "Actor",
    "FieldRule",
    "Grant",
    "MembershipSummary",
    "Scope",
    "access_of",
    "actor_of",
    "add_member",
    "change_unit",
    "create_person",
    "create_token",
    "create_unit",
    "find_actor_of",
    "find_invite",
    "find_person_of",
    "find_token",
    "found_roles",
    "get_member_actor",
    "get_token_actor",
    "host_only",
    "list_memberships",
    "list_units",
    "member_only",
    "needs",
    "outside",
    "person_of",
    "person_only",
    "public",
    "system_actor",
    "tenant_of",
    "within_scope",
]
