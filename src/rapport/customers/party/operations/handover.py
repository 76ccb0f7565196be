"""Handing customers over between units and owners, with history."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.party import events
from rapport.customers.party.models import Handover, Party
from rapport.customers.party.operations.edit import publish
from rapport.customers.party.operations.reach import require_owners, require_place, require_units
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.work.api import Work, unit_of_work


def hand_over(
    party_ids: Sequence[UUID],
    *,
    actor: Actor,
    unit_id: UUID | None = None,
    owner_id: UUID | None = None,
    reason: str = "",
) -> int:
    """Move parties to another unit, another owner or both; returns how many moved.

    The giver needs `edit` on each party, and may give to any unit of the business: a local clerk hands a
    customer who moved town to the network there, and then no longer sees it. With a new unit and no new owner
    the party has no owner. Raises `Missing` when one of them is not the actor's,
    `Invalid` for an unknown unit, or an owner who is no active member the actor may see.
    """
    actor.require("edit", "customer")
    if unit_id is None and owner_id is None:
        raise Invalid("Name a unit or an owner.", fields={"unit_id": "Name a unit or an owner."})
    actor.require_fields("customer", ["unit_id"] if unit_id else ["owner_id"])
    if unit_id is None:
        require_place(actor.unit_id, owner_id, actor=actor, verb="edit")
    wanted = set(party_ids)
    with unit_of_work(actor) as work:
        require_owners([owner_id], actor=actor)
        rows = within_scope(Party.objects.select_for_update(), actor, "edit", "customer")
        parties = list(rows.filter(id__in=wanted, merged_into=None).order_by("id"))
        if len(parties) != len(wanted):
            raise Missing("There is no such customer.")
        moves = [move for party in parties if (move := _move(party, unit_id, owner_id, reason, work))]
        _write(moves, unit_id, work)
    return len(moves)


def _move(
    party: Party, unit_id: UUID | None, owner_id: UUID | None, reason: str, work: Work
) -> Handover | None:
    new_unit = unit_id or party.unit_id
    new_owner = owner_id if owner_id or new_unit != party.unit_id else party.owner_id
    if (new_unit, new_owner) == (party.unit_id, party.owner_id):
        return None
    return Handover(
        party=party,
        from_unit_id=party.unit_id,
        to_unit_id=new_unit,
        from_owner_id=party.owner_id,
        to_owner_id=new_owner,
        reason=reason.strip()[:500],
        by_id=work.actor.id,
        by_name=work.actor.name[:200],
        at=work.now,
    )


def _write(moves: list[Handover], unit_id: UUID | None, work: Work) -> None:
    if not moves:
        return
    require_units([unit_id])
    for owner in {move.to_owner_id for move in moves}:
        moved = [move.party_id for move in moves if move.to_owner_id == owner]
        changes = {"owner_id": owner} | ({"unit_id": unit_id} if unit_id else {})
        Party.objects.filter(id__in=moved).update(**changes)
    Handover.objects.bulk_create(moves)
    versions = {state.id: state.version for state in publish([move.party_id for move in moves], work)}
    work.record(
        *(
            events.CustomerHandedOver(
                customer_id=move.party_id,
                version=versions[move.party_id],
                from_unit_id=move.from_unit_id,
                to_unit_id=move.to_unit_id,
                from_owner_id=move.from_owner_id,
                to_owner_id=move.to_owner_id,
            )
            for move in moves
        )
    )
