"""Reads of people, roles, teams, tokens and invitations, for the pages and the API of a business."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.contracts import (
    Actor,
    FieldRule,
    Grant,
    InviteLine,
    OpenInvite,
    RoleLine,
    Scope,
    TeamLine,
    TokenLine,
    UnitLine,
)
from rapport.kernel.identity.models import (
    ApiToken,
    Invite,
    Member,
    MemberRole,
    Role,
    RoleFieldRule,
    RoleGrant,
    Team,
    TeamMember,
    TokenUse,
    Unit,
)
from rapport.kernel.identity.queries.members import list_member_names
from rapport.kernel.identity.queries.scope import list_units
from rapport.kernel.tenancy.api import get_own_tenant

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def list_roles(actor: Actor) -> list[RoleLine]:
    """Return the roles of the business, built-in ones first."""
    actor.require("view", "role")
    holders: dict[UUID, int] = defaultdict(int)
    for role_id in MemberRole.objects.values_list("role_id", flat=True):
        holders[role_id] += 1
    roles = Role.objects.order_by("-builtin", "name")
    return [RoleLine(role.id, role.code, role.shown_name, role.builtin, holders[role.id]) for role in roles]


def list_role_names() -> list[RoleLine]:
    """Return the roles of the current tenant to choose from; holders are not counted."""
    return [
        RoleLine(role.id, role.code, role.shown_name, role.builtin, 0)
        for role in Role.objects.order_by("-builtin", "name")
    ]


def get_role(role_id: UUID, actor: Actor) -> tuple[RoleLine, list[Grant], list[FieldRule]]:
    """Return a role with what it may and what it may not see; raises `Missing`."""
    actor.require("view", "role")
    role = Role.objects.filter(id=role_id).first()
    if role is None:
        raise Missing(_("There is no such role."))
    holders = MemberRole.objects.filter(role_id=role_id).count()
    rows = RoleFieldRule.objects.filter(role_id=role_id).order_by("kind", "field")
    rules = [
        FieldRule(rule.kind, rule.field, "hidden" if rule.access == "hidden" else "read") for rule in rows
    ]
    line = RoleLine(role.id, role.code, role.shown_name, role.builtin, holders)
    return line, list_grants(role_id), rules


def list_grants(role_id: UUID) -> list[Grant]:
    """Return what a role of the current tenant may."""
    rows = RoleGrant.objects.filter(role_id=role_id).order_by("kind", "verb")
    return [
        Grant(verb, kind, Scope(scope)) for verb, kind, scope in rows.values_list("verb", "kind", "scope")
    ]


def list_unit_tree(actor: Actor) -> list[UnitLine]:
    """Return the units the actor may view as a tree, each with its depth and the number of its people."""
    units = list(list_units(actor).order_by("name"))
    people: dict[UUID | None, int] = defaultdict(int)
    for unit_id in Member.objects.filter(unit__isnull=False).values_list("unit_id", flat=True):
        people[unit_id] += 1
    shown = {unit.id for unit in units}
    below: dict[UUID | None, list[Unit]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id if unit.parent_id in shown else None].append(unit)
    lines: list[UnitLine] = []
    waiting = [(unit, 0) for unit in reversed(below[None])]
    while waiting:
        unit, depth = waiting.pop()
        lines.append(
            UnitLine(unit.id, unit.name, unit.code, unit.tier, unit.parent_id, depth, people[unit.id])
        )
        waiting += [(child, depth + 1) for child in reversed(below[unit.id])]
    return lines


def list_teams(actor: Actor) -> list[TeamLine]:
    """Return the teams of the business with their members' names; raises `Forbidden`."""
    actor.require("view", "team")
    return load_teams()


def load_teams() -> list[TeamLine]:
    """Return the teams of the current tenant by name, to choose from and to give work to."""
    members: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    places = TeamMember.objects.order_by("member__name").values_list("team_id", "member_id", "member__name")
    for team_id, member_id, name in places:
        members[team_id].append((member_id, name))
    return [TeamLine(team.id, team.name, tuple(members[team.id])) for team in Team.objects.order_by("name")]


def list_tokens(actor: Actor) -> list[TokenLine]:
    """Return the API tokens of the business, live ones first; never their secrets."""
    actor.require("view", "token")
    now = timezone.now()
    rows = ApiToken.objects.select_related("role").order_by("-created_at", "-id")
    uses = {use.token_id: use for use in TokenUse.objects.all()}
    lines = [
        TokenLine(
            token.id,
            token.name,
            token.prefix,
            token.role.shown_name,
            tuple(token.scopes),
            token.created_at,
            token.expires_at,
            uses[token.id].at if token.id in uses else None,
            uses[token.id].address if token.id in uses else "",
            _token_status(token, now),
        )
        for token in rows
    ]
    return sorted(lines, key=lambda line: line.status != "live")


def name_ids(values: Iterable[object]) -> dict[str, str]:
    """Return, by the text of the id, what the members, programs and units among these values are called."""
    ids = {UUID(value) for value in values if isinstance(value, str) and _ID.fullmatch(value)}
    names = list_member_names(ids)
    if others := ids - names.keys():
        names |= dict(Unit.objects.filter(id__in=others).values_list("id", "name"))
    return {str(one): name for one, name in names.items()}


def list_token_names(token_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what the programs behind these tokens are called, revoked ones too."""
    return dict(ApiToken.objects.filter(id__in=set(token_ids)).values_list("id", "name"))


def list_invites(actor: Actor) -> list[InviteLine]:
    """Return the open invitations, newest first."""
    actor.require("view", "member")
    rows = Invite.objects.filter(accepted_at=None).select_related("role", "unit").order_by("-created_at")
    return [
        InviteLine(
            row.id,
            row.email,
            row.name,
            row.role.shown_name,
            row.unit.name if row.unit else "",
            row.created_at,
            row.expires_at,
        )
        for row in rows
    ]


def get_open_invite(invite_id: UUID) -> OpenInvite:
    """Return what an open invitation of the current tenant says."""
    row = Invite.objects.filter(id=invite_id, accepted_at=None).select_related("role").first()
    if row is None:
        raise Missing(_("This invitation is no longer valid."))
    business = get_own_tenant(row.tenant_id).name
    return OpenInvite(row.id, row.tenant_id, business, row.email, row.name, row.role.code, row.unit_id)


def _token_status(token: ApiToken, now: datetime) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at is not None and token.expires_at <= now else "live"
