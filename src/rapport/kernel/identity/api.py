"""The front door of identity."""

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

__all__ = [
    "Actor",
    "FieldRule",
    "Grant",
    "MembershipSummary",
    "Scope",
    "add_member",
    "change_unit",
    "create_person",
    "create_token",
    "create_unit",
    "find_invite",
    "find_token",
    "found_roles",
    "get_member_actor",
    "get_token_actor",
    "list_memberships",
    "list_units",
    "system_actor",
    "within_scope",
]
