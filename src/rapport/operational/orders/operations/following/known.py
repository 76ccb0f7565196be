"""What is known already of the orders another system speaks of: read once for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rapport.customers.party.api import load_states
from rapport.kernel.identity.api import Actor, Scope, list_units
from rapport.operational.orders.contracts import NewOrder
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations.lines import Shelf, load_shelf
from rapport.operational.orders.queries import list_orders

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Orders by (source, number) with their lines, the products, and the customers and units in reach.

    `hidden` are orders that exist beyond the actor's scope. `parties` leads each id to where it lives now,
    with its unit.
    """

    orders: dict[Key, Order]
    hidden: frozenset[Key]
    lines: dict[UUID, list[OrderLine]]
    shelf: Shelf
    parties: dict[UUID, tuple[UUID, UUID | None]]
    units: frozenset[UUID]


def read_known(rows: Sequence[NewOrder], actor: Actor) -> Known:
    """Read everything these orders touch, locking the orders; a handful of queries however many rows."""
    keys = {(new.source, new.number) for new in rows}
    wanted = {"source__in": {key[0] for key in keys}, "number__in": {key[1] for key in keys}}
    verb = "edit" if actor.may("edit", "order") else "view"
    mine = {
        (order.source, order.number): order
        for order in list_orders(actor, verb).select_for_update().filter(**wanted).order_by("id")
        if (order.source, order.number) in keys
    }
    everywhere = Order.objects.filter(**wanted).values_list("source", "number")
    lines: dict[UUID, list[OrderLine]] = defaultdict(list)
    ids = [order.id for order in mine.values()]
    for line in OrderLine.objects.filter(order_id__in=ids).order_by("position", "id"):
        lines[line.order_id].append(line)
    units = {new.unit_id for new in rows if new.unit_id}
    return Known(
        orders=mine,
        hidden=frozenset({key for key in everywhere if key in keys} - mine.keys()),
        lines=lines,
        shelf=load_shelf(rows),
        parties=_parties({new.party_id for new in rows if new.party_id}, actor),
        units=frozenset(list_units(actor).filter(id__in=units).values_list("id", flat=True))
        if units
        else frozenset(),
    )


def _parties(ids: set[UUID], actor: Actor) -> dict[UUID, tuple[UUID, UUID | None]]:
    """Return the customers the actor may see: id -> (id they live under now, their unit)."""
    if not ids:
        return {}
    scope = actor.require("view", "customer")
    found = {}
    for state in load_states(ids).values():
        near = {
            Scope.ALL: True,
            Scope.SUBTREE: state.unit_id in actor.unit_ids,
            Scope.UNIT: state.unit_id is not None and state.unit_id == actor.unit_id,
            Scope.TEAM: state.owner_id in (actor.member_id, *actor.teammate_ids),
            Scope.OWN: state.owner_id is not None and state.owner_id == actor.member_id,
        }[scope]
        if near:
            found[state.id] = (state.merged_into_id or state.id, state.unit_id)
    return found
