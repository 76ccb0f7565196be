"""Writes of roles: which verbs on which kinds, how far, and which fields are hidden or read-only."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.contracts import Actor, FieldRule, Grant
from rapport.kernel.identity.events import RoleRemoved
from rapport.kernel.identity.kinds import is_known
from rapport.kernel.identity.models import ApiToken, Invite, MemberRole, Role, RoleFieldRule, RoleGrant
from rapport.kernel.identity.operations.recording import as_actor, note, state_of
from rapport.kernel.identity.queries import list_grants
from rapport.kernel.identity.rules import find_uncovered, make_code


def create_role(name: str, *, actor: Actor, like: UUID | None = None) -> Role:
    """Make a role of the business, empty or with the rights of another; raises `Conflict` on a taken name."""
    actor.require("create", "role")
    if not name.strip():
        raise Invalid(_("A role needs a name."), fields={"name": _("A role needs a name.")})
    code = make_code(name)
    with as_actor(actor):
        if Role.objects.filter(code=code).exists():
            raise Conflict(
                _("There is such a role already."), fields={"name": _("There is such a role already.")}
            )
        role = Role.objects.create(code=code, name=name.strip())
        if like is not None:
            source = _get_for_update(like)
            grants = list_grants(source.id)
            _require_covered(actor, grants)
            _write_grants(role, grants)
            rules = RoleFieldRule.objects.filter(role_id=source.id)
            RoleFieldRule.objects.bulk_create(
                RoleFieldRule(role=role, kind=rule.kind, field=rule.field, access=rule.access)
                for rule in rules
            )
        note(state_of(role))
    return role


def set_grants(role_id: UUID, grants: Collection[Grant], *, actor: Actor) -> Role:
    """Let a role do exactly this; raises `Forbidden` for the administrator's and beyond one's own rights."""
    actor.require("edit", "role")
    unknown = [grant for grant in grants if not is_known(grant.verb, grant.kind)]
    if unknown:
        right = f"{unknown[0].verb} {unknown[0].kind}"
        raise Invalid(_("There is no right “%(right)s”.") % {"right": right}, code="unknown-right")
    with as_actor(actor):
        role = _get_for_update(role_id)
        if role.code == "admin":
            raise Forbidden(_("The administrator's role stays as it is."), code="fixed-role")
        before = list_grants(role_id)
        _require_covered(actor, [*before, *grants])
        RoleGrant.objects.filter(role_id=role_id).delete()
        _write_grants(role, grants)
        note(state_of(role))
    return role


def set_field_rules(role_id: UUID, rules: Collection[FieldRule], *, actor: Actor) -> Role:
    """Hide exactly these fields from a role, or make them read-only for it."""
    actor.require("edit", "role")
    with as_actor(actor):
        role = _get_for_update(role_id)
        if role.code == "admin":
            raise Forbidden(_("The administrator's role stays as it is."), code="fixed-role")
        _require_covered(actor, list_grants(role_id))
        RoleFieldRule.objects.filter(role_id=role_id).delete()
        RoleFieldRule.objects.bulk_create(
            RoleFieldRule(role=role, kind=rule.kind, field=rule.field, access=rule.access) for rule in rules
        )
        note(state_of(role))
    return role


def remove_role(role_id: UUID, *, actor: Actor) -> None:
    """Remove a role of the business's own that nobody holds."""
    actor.require("delete", "role")
    with as_actor(actor):
        role = _get_for_update(role_id)
        if role.builtin:
            raise Forbidden(_("A built-in role cannot be removed."), code="fixed-role")
        _require_covered(actor, list_grants(role_id))
        holders = (MemberRole.objects, ApiToken.objects, Invite.objects)
        if any(rows.filter(role_id=role_id).exists() for rows in holders):
            raise Conflict(_("Somebody still holds this role."), code="role-in-use")
        note(RoleRemoved(role_id=role.id, code=role.code))
        role.delete()


def _write_grants(role: Role, grants: Collection[Grant]) -> None:
    RoleGrant.objects.bulk_create(
        RoleGrant(role=role, verb=grant.verb, kind=grant.kind, scope=grant.scope) for grant in grants
    )


def _require_covered(actor: Actor, grants: Collection[Grant]) -> None:
    if actor.kind != "system" and find_uncovered(actor.grants, grants):
        raise Forbidden(_("You may not give or take a right that you do not have."), code="escalation")


def _get_for_update(role_id: UUID) -> Role:
    role = Role.objects.select_for_update().filter(id=role_id).first()
    if role is None:
        raise Missing(_("There is no such role."))
    return role
