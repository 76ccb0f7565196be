"""Reads of identity."""

from rapport.kernel.identity.queries.actors import find_standing, get_member_actor, get_token_actor
from rapport.kernel.identity.queries.colleagues import (
    known_members,
    list_colleagues,
    list_heads,
    list_holders,
    reachable_members,
)
from rapport.kernel.identity.queries.gates import digest_of, find_invite, find_token, list_memberships
from rapport.kernel.identity.queries.members import (
    count_members,
    get_member,
    list_addresses,
    list_member_ids,
    list_member_names,
    list_members,
    list_seen_members,
    load_members,
    narrow_members,
)
from rapport.kernel.identity.queries.organisation import (
    get_open_invite,
    get_role,
    list_grants,
    list_invites,
    list_role_names,
    list_roles,
    list_teams,
    list_token_names,
    list_tokens,
    list_unit_tree,
    load_teams,
    name_ids,
)
from rapport.kernel.identity.queries.roles import get_role_by_code
from rapport.kernel.identity.queries.scope import list_units, within_scope

__all__ = [
    "count_members",
    "digest_of",
    "find_invite",
    "find_standing",
    "find_token",
    "get_member",
    "get_member_actor",
    "get_open_invite",
    "get_role",
    "get_role_by_code",
    "get_token_actor",
    "known_members",
    "list_addresses",
    "list_colleagues",
    "list_grants",
    "list_heads",
    "list_holders",
    "list_invites",
    "list_member_ids",
    "list_member_names",
    "list_members",
    "list_memberships",
    "list_role_names",
    "list_roles",
    "list_seen_members",
    "list_teams",
    "list_token_names",
    "list_tokens",
    "list_unit_tree",
    "list_units",
    "load_members",
    "load_teams",
    "name_ids",
    "narrow_members",
    "reachable_members",
    "within_scope",
]
