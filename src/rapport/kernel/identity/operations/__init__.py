"""Writes of identity, one file for each thing that is written."""

from rapport.kernel.identity.operations.addresses import (
    ask_new_address,
    confirm_new_address,
    read_new_address,
)
from rapport.kernel.identity.operations.builtin import found_roles, renew_roles
from rapport.kernel.identity.operations.businesses import (
    found_business,
    found_business_for,
    is_untouched,
    may_sign_up,
    set_host,
)
from rapport.kernel.identity.operations.invites import (
    accept_invite,
    invite_member,
    read_invite,
    send_invitation,
    withdraw_invite,
)
from rapport.kernel.identity.operations.members import (
    change_member,
    restore_member,
    set_member_roles,
    suspend_member,
)
from rapport.kernel.identity.operations.people import (
    add_member,
    change_person,
    create_person,
    system_actor,
)
from rapport.kernel.identity.operations.roles import create_role, remove_role, set_field_rules, set_grants
from rapport.kernel.identity.operations.sessions import (
    end_other_sessions,
    end_session,
    list_sessions,
    remember_session,
)
from rapport.kernel.identity.operations.teams import create_team, remove_team, set_team_members
from rapport.kernel.identity.operations.tokens import create_token, issue_token, note_token_use, revoke_token
from rapport.kernel.identity.operations.units import change_unit, create_unit, remove_unit

__all__ = [
    "accept_invite",
    "add_member",
    "ask_new_address",
    "change_member",
    "change_person",
    "change_unit",
    "confirm_new_address",
    "create_person",
    "create_role",
    "create_team",
    "create_token",
    "create_unit",
    "end_other_sessions",
    "end_session",
    "found_business",
    "found_business_for",
    "found_roles",
    "invite_member",
    "is_untouched",
    "issue_token",
    "list_sessions",
    "may_sign_up",
    "note_token_use",
    "read_invite",
    "read_new_address",
    "remember_session",
    "remove_role",
    "remove_team",
    "remove_unit",
    "renew_roles",
    "restore_member",
    "revoke_token",
    "send_invitation",
    "set_field_rules",
    "set_grants",
    "set_host",
    "set_member_roles",
    "set_team_members",
    "suspend_member",
    "system_actor",
    "withdraw_invite",
]
