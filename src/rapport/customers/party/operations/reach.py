"""Whose a new or moved record may be: the scope of a permission seen from the writing side."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from rapport.customers.party.queries.places import known_units
from rapport.kernel.errors import Forbidden, Unknown
from rapport.kernel.identity.api import Actor, Scope, reachable_members


def place(values: dict[str, Any], *, actor: Actor, verb: str = "create") -> dict[str, Any]:
    """Fill in unit and owner of a new party from the actor, and check them; raises `Forbidden`, `Invalid`."""
    placed = dict(values)
    if placed.get("unit_id") is None:
        placed["unit_id"] = actor.unit_id
    scope = actor.require(verb, "customer")
    if scope in (Scope.OWN, Scope.TEAM) and placed.get("owner_id") is None:
        placed["owner_id"] = actor.member_id
    require_place(placed["unit_id"], placed.get("owner_id"), actor=actor, verb=verb)
    return placed


def require_owners(owner_ids: Iterable[UUID | None], *, actor: Actor) -> None:
    """Refuse owners who are no active members the actor may see, whatever the scope over customers."""
    wanted = {owner_id for owner_id in owner_ids if owner_id not in (None, actor.member_id)}
    known = reachable_members([owner_id for owner_id in wanted if owner_id], actor)
    if wanted - known:
        raise Unknown(
            "There is no such member.", code="owner", fields={"owner_id": "There is no such member."}
        )


def require_units(unit_ids: Iterable[UUID | None]) -> None:
    """Refuse units there are not, before a key does: a failed key would end the caller's transaction."""
    wanted = {unit_id for unit_id in unit_ids if unit_id is not None}
    if wanted - known_units(wanted):
        raise Unknown("There is no such unit.", code="unit", fields={"unit_id": "There is no such unit."})


def require_place(unit_id: UUID | None, owner_id: UUID | None, *, actor: Actor, verb: str) -> None:
    """Refuse a unit or owner beyond the actor's scope: they are answered as if they did not exist."""
    scope = actor.require(verb, "customer")
    if scope is Scope.ALL:
        return
    if scope is Scope.SUBTREE and unit_id not in actor.unit_ids:
        raise Unknown("There is no such unit.", code="unit", fields={"unit_id": "There is no such unit."})
    if scope is Scope.UNIT and (unit_id is None or unit_id != actor.unit_id):
        raise Unknown("There is no such unit.", code="unit", fields={"unit_id": "There is no such unit."})
    if scope in (Scope.OWN, Scope.TEAM) and owner_id not in (actor.member_id, *actor.teammate_ids):
        raise Forbidden("You may only enter customers of your own.", fields={"owner_id": "Not your team."})
