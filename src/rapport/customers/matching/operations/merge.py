"""Making one customer of two, and two of one again."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.matching.contracts import MergeLine
from rapport.customers.matching.models import Merge
from rapport.customers.matching.operations.moving import move_back, move_rows
from rapport.customers.matching.queries import merge_line
from rapport.customers.matching.rules import add_counters, choose_fields, restore_fields
from rapport.customers.party.api import (
    PLAIN_FIELDS,
    CustomerState,
    load_states,
    lock_customers,
    write_merge,
    write_unmerge,
)
from rapport.customers.party.events import CustomerMerged, CustomerUnmerged
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

_COUNTERS = ("order_count", "spent_minor", "currency", "first_order_at", "last_order_at", "last_touch_at")
_MOMENTS = frozenset({"first_order_at", "last_order_at", "last_touch_at"})
_IDS = frozenset({"unit_id", "owner_id"})


def merge_customers(
    survivor_id: UUID,
    merged_id: UUID,
    *,
    actor: Actor,
    take: Collection[str] = (),
    version: int | None = None,
) -> MergeLine:
    """Make the merged party part of the survivor: orders, consents, notes and all that registered move over.

    `take` names the plain fields whose value comes from the merged one; blanks of the survivor are filled
    anyway. A row that would collide stays with the merged party, unseen. Raises `Missing`, `MergedAway`,
    `Forbidden`, `Invalid` (itself, unknown field), `Conflict` (stale; a person and a company).
    """
    actor.require("merge", "customer")
    if survivor_id == merged_id:
        raise Invalid("A customer cannot be merged with itself.", fields={"merged_id": "The same customer."})
    with unit_of_work(actor) as work:
        states = lock_customers([survivor_id, merged_id], actor=actor, verb="merge", version=version)
        survivor, merged = states[survivor_id], states[merged_id]
        if survivor.kind != merged.kind and "kind" not in take:
            raise Conflict("One is a person, the other is not.", code="different-kinds")
        old, new = _plain(survivor), _plain(merged)
        after = choose_fields(old, new, take) | add_counters(old, new)
        actor.require_fields("customer", after.keys() & set(PLAIN_FIELDS))
        merge = Merge.objects.create(
            id=new_id(),
            survivor_id=survivor_id,
            merged_id=merged_id,
            before=_to_json({name: old[name] for name in after}),
            after=_to_json(after),
            at=work.now,
            by_id=actor.id,
            by_name=actor.name[:200],
        )
        move_rows(merge.id, merged_id, survivor_id)
        write_merge(survivor_id, merged_id, after, now=work.now)
        state = load_states([survivor_id])[survivor_id]
        work.record(
            CustomerMerged(customer_id=survivor_id, version=state.version, merged_id=merged_id, state=state)
        )
    return merge_line(merge, merged.name)


def unmerge_customers(merge_id: UUID, *, actor: Actor) -> MergeLine:
    """Undo a merge: every row it moved goes back, and fields nobody changed since are as they were.

    Raises `Missing`, and `Conflict` when it was undone before, or when a later merge of the survivor stands
    (undo that first).
    """
    actor.require("merge", "customer")
    with unit_of_work(actor) as work:
        merge = _find_for_update(merge_id)
        _require_last(merge)
        lock_customers([merge.survivor_id], actor=actor, verb="merge")
        now = _plain(load_states([merge.survivor_id])[merge.survivor_id])
        back = restore_fields(now, _from_json(merge.before), _from_json(merge.after))
        move_back(merge.id, merge.merged_id, merge.survivor_id)
        write_unmerge(merge.survivor_id, merge.merged_id, back, now=work.now)
        Merge.objects.filter(id=merge_id).update(undone_at=work.now, undone_by_id=actor.id)
        merge.undone_at = work.now
        states = load_states([merge.survivor_id, merge.merged_id])
        survivor, restored = states[merge.survivor_id], states[merge.merged_id]
        work.record(
            CustomerUnmerged(
                customer_id=survivor.id,
                version=survivor.version,
                restored_id=restored.id,
                state=survivor,
                restored=restored,
            )
        )
    return merge_line(merge, restored.name)


def _find_for_update(merge_id: UUID) -> Merge:
    merge = Merge.objects.select_for_update().filter(id=merge_id).first()
    if merge is None:
        raise Missing("There is no such merge.")
    if merge.undone_at:
        raise Conflict("This merge was undone already.", code="undone")
    return merge


def _require_last(merge: Merge) -> None:
    standing: QuerySet[Merge] = Merge.objects.filter(undone_at=None)
    later = standing.filter(survivor_id=merge.survivor_id, id__gt=merge.id).exists()
    if later or standing.filter(merged_id=merge.survivor_id).exists():
        raise Conflict("A later merge of this customer stands. Undo that one first.", code="later-merge")


def _plain(state: CustomerState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in (*PLAIN_FIELDS, *_COUNTERS)}


def _to_json(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat()
        if isinstance(value, date)
        else str(value)
        if isinstance(value, UUID)
        else value
        for name, value in values.items()
    }


def _from_json(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _read(name, value) for name, value in values.items()}


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    if name == "birth_date":
        return date.fromisoformat(value)
    return UUID(value) if name in _IDS else value
