"""Writes of members: what they are called, where they stand, what they may, whether they may work."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing, Unknown
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.events import MemberChanged
from rapport.kernel.identity.models import Member, MemberRole, Role, RoleGrant, Unit
from rapport.kernel.identity.operations.recording import as_actor, note
from rapport.kernel.identity.queries import count_members, list_grants, within_scope
from rapport.kernel.identity.rules import find_uncovered
from rapport.kernel.metering.api import require_level


def change_member(member_id: UUID, values: dict[str, Any], *, actor: Actor) -> Member:
    """Change a member's name, title or unit; raises `Missing`, or `Invalid` for a unit that is not there."""
    if not values.keys() <= {"name", "title", "unit_id"}:
        raise Invalid(_("A member has no such property."))
    actor.require_fields("member", values)
    with as_actor(actor):
        member = _get_for_update(member_id, actor)
        unit_id = values.get("unit_id")
        if unit_id is not None and not Unit.objects.filter(id=unit_id).exists():
            raise Unknown(_("There is no such unit."), fields={"unit_id": _("There is no such unit.")})
        if "name" in values and not str(values["name"]).strip():
            raise Invalid(_("A name is needed."), fields={"name": _("A name is needed.")})
        for name, value in values.items():
            setattr(member, name, value)
        member.save()
        note(_state(member))
    return member


def set_member_roles(member_id: UUID, role_ids: Collection[UUID], *, actor: Actor) -> Member:
    """Give a member exactly these roles.

    Raises `Forbidden` when a role newly given or taken may more than the actor may, and `Conflict` when no
    administrator would be left.
    """
    with as_actor(actor):
        member = _get_for_update(member_id, actor)
        held = set(MemberRole.objects.filter(member_id=member_id).values_list("role_id", flat=True))
        wanted = set(Role.objects.filter(id__in=role_ids).values_list("id", flat=True))
        if wanted != set(role_ids):
            raise Missing(_("There is no such role."))
        for role_id in held ^ wanted:
            require_covered(role_id, actor)
        MemberRole.objects.filter(member_id=member_id, role_id__in=held - wanted).delete()
        MemberRole.objects.bulk_create(
            MemberRole(member=member, role_id=role_id) for role_id in sorted(wanted - held)
        )
        _require_administrator()
        note(_state(member))
    return member


def suspend_member(member_id: UUID, *, actor: Actor) -> Member:
    """Shut a member out at once; raises `Conflict` for oneself and for the last administrator."""
    if member_id == actor.member_id:
        raise Conflict(_("You cannot shut yourself out."), code="yourself")
    return _set_status(member_id, Member.Status.SUSPENDED, actor)


def restore_member(member_id: UUID, *, actor: Actor) -> Member:
    """Let a suspended member work again."""
    return _set_status(member_id, Member.Status.ACTIVE, actor)


def require_covered(role_id: UUID, actor: Actor) -> None:
    """Raise `Forbidden` when the role may something the actor may not: nobody lifts themselves up."""
    if actor.kind != "system" and find_uncovered(actor.grants, list_grants(role_id)):
        raise Forbidden(_("You may not give or take a role that may more than you."), code="escalation")


def _set_status(member_id: UUID, status: str, actor: Actor) -> Member:
    with as_actor(actor):
        member = _get_for_update(member_id, actor)
        for role_id in MemberRole.objects.filter(member_id=member_id).values_list("role_id", flat=True):
            require_covered(role_id, actor)
        if status == Member.Status.ACTIVE and member.status != status:
            require_level("members", count_members() + 1)
        member.status = status
        member.save(update_fields=["status"])
        _require_administrator()
        note(_state(member))
    return member


def _get_for_update(member_id: UUID, actor: Actor) -> Member:
    rows = within_scope(Member.objects.select_for_update(), actor, "edit", "member", owner="id")
    member = rows.filter(id=member_id).first()
    if member is None:
        raise Missing(_("There is no such member."))
    return member


def _require_administrator() -> None:
    everything = RoleGrant.objects.filter(verb="*", kind="*").values("role_id")
    holders = MemberRole.objects.filter(role_id__in=everything).values("member_id")
    # Taken in order of id, so that two who suspend each other cannot both succeed.
    left = Member.objects.select_for_update().filter(id__in=holders, status="active").order_by("id")
    if not list(left.values_list("id", flat=True)):
        raise Conflict(_("A business needs at least one administrator."), code="last-administrator")


def _state(member: Member) -> MemberChanged:
    codes = MemberRole.objects.filter(member_id=member.id).values_list("role__code", flat=True)
    return MemberChanged(
        member_id=member.id,
        full_name=member.name,
        title=member.title,
        unit_id=member.unit_id,
        roles=tuple(sorted(codes)),
        status=member.status,
    )
