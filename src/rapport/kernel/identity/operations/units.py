"""Writes of the organisation's tree: group, province, local network, or whatever its tiers are called."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from rapport.kernel.errors import Clash, Conflict, Missing, Unknown
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.events import UnitChanged, UnitRemoved
from rapport.kernel.identity.models import Invite, Member, Unit
from rapport.kernel.identity.operations.recording import as_actor, note
from rapport.kernel.identity.queries import within_scope


def create_unit(name: str, code: str, *, parent_id: UUID | None = None, tier: str = "") -> Unit:
    """Add a unit to the organisation of the current tenant; raises `Conflict` on a code in use."""
    if Unit.objects.filter(code=code).exists():
        raise Conflict(_("A unit with this code exists already."), fields={"code": _("Already in use.")})
    unit = Unit.objects.create(name=name, code=code, parent_id=parent_id, tier=tier)
    note(_state(unit))
    return unit


def change_unit(unit_id: UUID, values: dict[str, Any]) -> Unit:
    """Change name, code, tier or parent of a unit of the current tenant; the caller has authorised it.

    Raises `Missing`, `Unknown` when there is no such parent, and `Conflict` on a code in use or a parent
    that lies below.
    """
    unit = Unit.objects.select_for_update().filter(id=unit_id).first()
    if unit is None:
        raise Missing(_("There is no such unit."))
    if "parent_id" in values and values["parent_id"] is not None:
        _require_parent(unit.id, values["parent_id"])
    if "code" in values and Unit.objects.filter(code=values["code"]).exclude(id=unit_id).exists():
        raise Conflict(_("A unit with this code exists already."), fields={"code": _("Already in use.")})
    for name in values.keys() & {"name", "code", "tier", "parent_id"}:
        setattr(unit, name, values[name])
    unit.save()
    note(_state(unit))
    return unit


def _require_parent(unit_id: UUID, parent_id: UUID) -> None:
    """Raise `Unknown` when there is no such parent, `Conflict` when it lies at or below the unit."""
    above: UUID | None = parent_id
    while above is not None:
        parent = Unit.objects.filter(id=above).first()
        if parent is None:
            raise Unknown(_("There is no such unit."), fields={"parent_id": _("There is no such unit.")})
        if parent.id == unit_id:
            reason = _("Not a unit that may stand above this one.")
            raise Clash(reason, code="circle", fields={"parent_id": reason})
        above = parent.parent_id


def remove_unit(unit_id: UUID, *, actor: Actor) -> None:
    """Remove an empty unit; raises `Conflict` while people, units or records belong to it."""
    with as_actor(actor):
        rows = within_scope(Unit.objects.select_for_update(), actor, "delete", "unit", unit="id", owner="id")
        unit = rows.filter(id=unit_id).first()
        if unit is None:
            raise Missing(_("There is no such unit."))
        if (
            Unit.objects.filter(parent_id=unit_id).exists()
            or Member.objects.filter(unit_id=unit_id).exists()
            or Invite.objects.filter(unit_id=unit_id, accepted_at=None).exists()
        ):
            raise Conflict(_("Move its people and its units elsewhere first."), code="unit-in-use")
        note(UnitRemoved(unit_id=unit.id, code=unit.code))
        try:
            with transaction.atomic():
                unit.delete()
        except (ProtectedError, IntegrityError) as error:
            raise Conflict(_("Records still belong to this unit."), code="unit-in-use") from error


def _state(unit: Unit) -> UnitChanged:
    return UnitChanged(
        unit_id=unit.id, code=unit.code, label=unit.name, tier=unit.tier, parent_id=unit.parent_id
    )
